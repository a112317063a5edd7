import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StackFixture } from '../../core/stacks/testing/stack-fixture.js';
import type { StackDefinition } from '../../core/stacks/stack.js';
import { testContext } from '../../core/test-context.js';
import { createLambda } from '../lambda/index.js';

/** Archives that `zip` made: one file `index.mjs`, and one that names a file outside of its folder. */
const WHOLE = Buffer.from(
  'UEsDBBQAAAAAAAAAIVzSZkkpGQAAABkAAAAJAAAAaW5kZXgubWpzZXhwb3J0IGNvbnN0IGhhbmRsZXIgPSAxO1BLAQIUAxQAAAAAAAAAIVzSZkkpGQAAABkAAAAJAAAAAAAAAAAAAACAAQAAAABpbmRleC5tanNQSwUGAAAAAAEAAQA3AAAAQAAAAAAA',
  'base64',
);
const OUTSIDE = Buffer.from(
  'UEsDBBQAAAAAAAAAIVxSMfuNBAAAAAQAAAALAAAALi4vZXZpbC5tanNldmlsUEsBAhQDFAAAAAAAAAAhXFIx+40EAAAABAAAAAsAAAAAAAAAAAAAAIABAAAAAC4uL2V2aWwubWpzUEsFBgAAAAABAAEAOQAAAC0AAAAAAA==',
  'base64',
);
const UNZIP = 'Could not unzip uploaded file. Please check your file, then try to upload again.';

const definition = (S3Key: string): StackDefinition => ({
  templateBody: JSON.stringify({
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
      Transform: {
        Type: 'AWS::Lambda::Function',
        DependsOn: 'Queue',
        Properties: {
          ...{ FunctionName: 'transform', Handler: 'index.handler', Runtime: 'nodejs24.x' },
          ...{ Role: 'arn:aws:iam::123456789012:role/r', Code: { S3Bucket: 'assets', S3Key } },
        },
      },
    },
  }),
  ...{ parameters: {}, storedParameters: {}, tags: [], capabilities: [] },
});

describe('A function whose asset is broken', () => {
  let folder: string;
  const objects = new Map<string, Uint8Array>();
  const lambda = () =>
    createLambda(
      testContext(folder),
      {
        assets: {
          pathOf: () => undefined,
          readObject: async (bucket, key) => objects.get(`${bucket}/${key}`),
          hasBucket: async () => true,
        },
        logsFor: () => ({ append: () => Promise.resolve() }),
        accessFor: () => ({ variables: () => ({}), end: () => undefined }),
        mappingPortsFor: () => {
          throw new Error('The functions of this spec have no event sources.');
        },
      },
      { runtimeUrl: pathToFileURL(join(folder, 'never-started.mjs')) },
    );
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assets-'));
    objects.clear();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['is not there', undefined, 'Error occurred while GetObject. S3 Error Code: NoSuchKey.'],
    ['is no archive', Buffer.from('not a zip'), UNZIP],
    ['is an archive that ends in the middle', WHOLE.subarray(0, 90), UNZIP],
    ['is an archive of something else than it says', Buffer.from(WHOLE).fill(0, 0, 30), UNZIP],
    ['names a file outside of its folder', OUTSIDE, UNZIP],
  ])('since it %s fails the stack, which leaves nothing; the next deploy works', async (_what, archive, reason) => {
    const { provisioners, ...service } = lambda();
    await using world = await StackFixture.create(provisioners);
    if (archive) objects.set('assets/code.zip', archive);
    const failed = await world.create('s', definition('code.zip'));
    expect(failed.status).toBe('ROLLBACK_COMPLETE');
    const event = failed.events.find(({ status }) => status === 'CREATE_FAILED');
    expect(event).toMatchObject({ logicalId: 'Transform', reason: expect.stringContaining(reason) as string });
    expect(world.resources.there.size).toBe(0);
    expect((await service.api.ListFunctions({})).Functions).toEqual([]);

    objects.set('assets/code.zip', WHOLE);
    await world.delete('s');
    expect((await world.create('s', definition('code.zip'))).status).toBe('CREATE_COMPLETE');
    objects.set('assets/broken.zip', archive ?? OUTSIDE);
    const undone = await world.update('s', definition('broken.zip'));
    expect(undone.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(undone.resources.map(({ logicalId }) => logicalId)).toEqual(['Queue', 'Transform']);
    await service[Symbol.asyncDispose]();
  });
});
