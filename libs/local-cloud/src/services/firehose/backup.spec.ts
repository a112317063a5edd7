import { DeliveryStreamFixture, SHARD, textOf } from './testing/delivery-stream-fixture.js';

const S3BackupConfiguration = {
  BucketARN: 'arn:aws:s3:::backup',
  RoleARN: 'arn:aws:iam::0:role/backup',
  Prefix: 'raw/',
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
  CompressionFormat: 'GZIP',
};
let fixture: DeliveryStreamFixture;
beforeEach(async () => {
  fixture = await DeliveryStreamFixture.create({ S3BackupMode: 'Enabled', S3BackupConfiguration });
});
afterEach(() => fixture[Symbol.asyncDispose]());

const backedUp = (): string[] => [...fixture.neighbours.backup.s3.objects.values()].map(textOf);

describe('the backup of a delivery stream', () => {
  it('has the source records as they came, in buffers and under a prefix of its own', async () => {
    fixture.neighbours.lambda.answer = ({ records }) => ({
      records: records.map(({ recordId }) => ({ recordId, result: 'Dropped' })),
    });
    fixture.neighbours.kinesis.put(SHARD, 'one');
    fixture.neighbours.kinesis.put(SHARD, 'two');
    await fixture.poll();
    await fixture.pollBackup();
    expect(backedUp()).toEqual([]);
    fixture.clock.advance(60_000);
    await fixture.pollBackup();
    expect(backedUp()).toEqual(['onetwo']);
    const [[key, object] = []] = [...fixture.neighbours.backup.s3.objects];
    expect(key).toMatch(/^raw\/2026\/11\/23\/12\/delivery-1-2026-11-23-12-00-00-.*\.gz$/);
    expect(object?.Bucket).toBe('backup');
  });

  it('keeps the checkpoint back until it is written, so that a kill loses no record of it', async () => {
    fixture.neighbours.kinesis.put(SHARD, 'one');
    await fixture.poll();
    expect(fixture.texts('sales/')).toEqual(['one']);
    expect(await fixture.pending()).toBe(1);
    await fixture.restart();
    await fixture.poll();
    fixture.clock.advance(60_000);
    await fixture.pollBackup();
    expect(backedUp()).toEqual(['one']);
    await fixture.poll();
    expect(await fixture.pending()).toBe(0);
  });

  it('that fails does not hold up the delivery', async () => {
    fixture.neighbours.backup.s3.failing = () => true;
    fixture.neighbours.kinesis.put(SHARD, 'one');
    await fixture.poll();
    fixture.clock.advance(60_000);
    const backup = fixture.pollBackup();
    fixture.neighbours.kinesis.put(SHARD, 'two');
    await fixture.poll();
    expect(fixture.texts('sales/')).toEqual(['one', 'two']);
    fixture.neighbours.backup.s3.failing = () => false;
    fixture.clock.advance(1000);
    await backup;
    expect(backedUp()).toEqual(['one']);
  });
});
