import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testContext } from '../../core/test-context.js';
import { createS3 } from './index.js';

describe('Custom::S3AutoDeleteObjects', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 's3-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('empties its bucket when it is removed, and the former one when it is given another', async () => {
    const { api, provisioners } = createS3(testContext(folder));
    const emptier = provisioners.find(({ type }) => type === 'Custom::S3AutoDeleteObjects');
    const of = (BucketName: string) => ({
      ...{ stackName: 's', logicalId: 'Emptier', type: 'Custom::S3AutoDeleteObjects' },
      properties: { ServiceToken: 'arn', BucketName },
    });
    const count = async (Bucket: string): Promise<number | undefined> => (await api.ListObjectsV2({ Bucket })).KeyCount;
    for (const Bucket of ['one-bucket', 'two-bucket']) {
      await api.CreateBucket({ Bucket });
      for (const Key of ['a', 'b/c']) await api.PutObject({ Bucket, Key, Body: 'x' });
    }
    const provisioned = await emptier?.provision(of('one-bucket'));
    await emptier?.update?.(of('two-bucket'), { ...of('one-bucket'), physicalId: provisioned?.physicalId ?? '' });
    expect([await count('one-bucket'), await count('two-bucket')]).toEqual([0, 2]);
    await emptier?.remove?.(provisioned?.physicalId ?? '', of('two-bucket'));
    expect(await count('two-bucket')).toBe(0);
    await emptier?.remove?.(provisioned?.physicalId ?? '', of('no-bucket'));
  });
});
