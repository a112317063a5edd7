import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { ManualClock } from '../../core/manual-clock.js';
import type { MetricDatum } from '../../core/metrics.js';
import { checkProperties } from '../../core/property-rules.js';
import type { Provisioned } from '../../core/provisioner.js';
import { testContext } from '../../core/test-context.js';
import { hashKeyOf } from './hash-key.js';
import { createKinesis, type Kinesis } from './kinesis.js';

const HOUR_MS = 60 * 60 * 1000;
const MIB = 1024 * 1024;

let folder: string;
let clock: ManualClock;
let kinesis: Kinesis;

const open = async (overrides: Partial<CloudContext> = {}): Promise<Kinesis> =>
  (kinesis = await createKinesis(testContext(folder, { clock, ...overrides })));
const reopen = async (overrides: Partial<CloudContext> = {}): Promise<Kinesis> => {
  await kinesis[Symbol.asyncDispose]();
  return open(overrides);
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kinesis-'));
  clock = new ManualClock();
  await open();
});
afterEach(async () => {
  await kinesis[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const FIRST = 'shardId-000000000000';
const create = (ShardCount = 1): Promise<object> => kinesis.api.CreateStream({ StreamName: 'sales', ShardCount });
const put = async (text: string, PartitionKey = 'key'): Promise<string> =>
  (await kinesis.api.PutRecord({ StreamName: 'sales', PartitionKey, Data: Buffer.from(text) })).SequenceNumber ?? '';
const iterator = async (ShardIteratorType: string, more: object = {}): Promise<string> => {
  const type = ShardIteratorType as 'LATEST';
  return (
    (await kinesis.api.GetShardIterator({ StreamName: 'sales', ShardId: FIRST, ShardIteratorType: type, ...more }))
      .ShardIterator ?? ''
  );
};
const read = async (ShardIterator: string): Promise<readonly string[]> => {
  clock.advance(200);
  return ((await kinesis.api.GetRecords({ ShardIterator })).Records ?? []).map(({ Data }) =>
    Buffer.from(Data ?? []).toString(),
  );
};

describe('PutRecords', () => {
  it('puts each record on the shard whose range holds the MD5 of its key, as PutRecord does', async () => {
    await create(4);
    const keys = Array.from({ length: 100 }, (_, index) => `customer-${String(index)}`);
    const Records = keys.map((PartitionKey) => ({ PartitionKey, Data: Buffer.from(PartitionKey) }));
    const { Records: entries = [] } = await kinesis.api.PutRecords({ StreamName: 'sales', Records });
    const { Shards = [] } = await kinesis.api.ListShards({ StreamName: 'sales' });
    for (const [index, key] of keys.entries()) {
      const range = Shards.find(({ ShardId }) => ShardId === entries[index]?.ShardId)?.HashKeyRange;
      expect(hashKeyOf(key)).toBeGreaterThanOrEqual(BigInt(range?.StartingHashKey ?? -1));
      expect(hashKeyOf(key)).toBeLessThanOrEqual(BigInt(range?.EndingHashKey ?? -1));
      const one = await kinesis.api.PutRecord({ StreamName: 'sales', PartitionKey: key, Data: Buffer.from('x') });
      expect(one.ShardId).toBe(entries[index]?.ShardId);
    }
    expect(new Set(entries.map(({ ShardId }) => ShardId)).size).toBe(4);
  });

  it('puts a record where its explicit hash key says', async () => {
    await create(2);
    const last = String((1n << 128n) - 1n);
    const result = await kinesis.api.PutRecord({
      StreamName: 'sales',
      PartitionKey: 'key',
      ExplicitHashKey: last,
      Data: Buffer.from('x'),
    });
    expect(result.ShardId).toBe('shardId-000000000001');
  });

  it('fails only the records that their shard does not take, and takes them a second later', async () => {
    await create();
    const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'key', Data: Buffer.from('x') }));
    for (let call = 0; call < 2; call += 1)
      expect((await kinesis.api.PutRecords({ StreamName: 'sales', Records })).FailedRecordCount).toBe(0);
    clock.advance(100);
    const { FailedRecordCount, Records: entries } = await kinesis.api.PutRecords({ StreamName: 'sales', Records });
    expect(FailedRecordCount).toBe(400);
    expect(entries?.[99]).toMatchObject({ ShardId: FIRST });
    expect(entries?.[100]).toEqual({
      ErrorCode: 'ProvisionedThroughputExceededException',
      ErrorMessage: 'Rate exceeded for shard shardId-000000000000 in stream sales under account 123456789012.',
    });
    await expect(put('x')).rejects.toMatchObject({ code: 'ProvisionedThroughputExceededException' });
    expect(await kinesis.progress?.()).toEqual([
      { stage: 'Kinesis', resource: 'sales', counts: { records: 1_100, throttled: 401 }, pending: 0 },
    ]);
    clock.advance(1_000);
    expect((await kinesis.api.PutRecords({ StreamName: 'sales', Records })).FailedRecordCount).toBe(0);
  });

  it('takes everything when limits are lifted', async () => {
    await reopen({ limits: 'lifted' });
    await create();
    const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'key', Data: Buffer.alloc(10_000) }));
    for (let call = 0; call < 3; call += 1)
      expect((await kinesis.api.PutRecords({ StreamName: 'sales', Records })).FailedRecordCount).toBe(0);
  });

  it.each([
    ['no records', [], 'ValidationException'],
    [
      'more than 500 records',
      Array.from({ length: 501 }, () => ({ PartitionKey: 'k', Data: Buffer.from('x') })),
      'ValidationException',
    ],
    ['a record above 1 MiB', [{ PartitionKey: 'k', Data: Buffer.alloc(MIB) }], 'ValidationException'],
    [
      'more than 10 MiB',
      Array.from({ length: 11 }, () => ({ PartitionKey: 'k', Data: Buffer.alloc(MIB - 1) })),
      'InvalidArgumentException',
    ],
    ['an empty partition key', [{ PartitionKey: '', Data: Buffer.from('x') }], 'ValidationException'],
    [
      'a partition key above 256 characters',
      [{ PartitionKey: 'k'.repeat(257), Data: Buffer.from('x') }],
      'ValidationException',
    ],
    [
      'a hash key that is none',
      [{ PartitionKey: 'k', ExplicitHashKey: '-1', Data: Buffer.from('x') }],
      'InvalidArgumentException',
    ],
    ['no data', [{ PartitionKey: 'k', Data: undefined }], 'ValidationException'],
  ])('refuses %s', async (_what, Records, code) => {
    await create();
    await expect(kinesis.api.PutRecords({ StreamName: 'sales', Records })).rejects.toMatchObject({ code });
    expect(await kinesis.pendingAfter('sales', FIRST, undefined)).toBe(0);
  });
});

describe('a shard iterator', () => {
  it('starts where its type says', async () => {
    await create();
    await put('a');
    clock.advance(1_000);
    const Timestamp = new Date(clock.now());
    const second = await put('b');
    await put('c');
    const latest = await iterator('LATEST');
    await put('d');
    expect(await read(await iterator('TRIM_HORIZON'))).toEqual(['a', 'b', 'c', 'd']);
    expect(await read(await iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: second }))).toEqual([
      'b',
      'c',
      'd',
    ]);
    expect(await read(await iterator('AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: second }))).toEqual(['c', 'd']);
    expect(await read(await iterator('AT_TIMESTAMP', { Timestamp }))).toEqual(['b', 'c', 'd']);
    expect(await read(latest)).toEqual(['d']);
  });

  it('may start at the number that the shard is described with', async () => {
    await create();
    const { Shards = [] } = await kinesis.api.ListShards({ StreamName: 'sales' });
    const StartingSequenceNumber = Shards[0]?.SequenceNumberRange?.StartingSequenceNumber;
    await put('a');
    expect(await read(await iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber }))).toEqual(['a']);
  });

  it('leads on to what is put later', async () => {
    await create();
    const first = await kinesis.api.GetRecords({ ShardIterator: await iterator('TRIM_HORIZON') });
    expect(first).toMatchObject({ Records: [], MillisBehindLatest: 0 });
    for (const text of ['a', 'b', 'c']) await put(text);
    clock.advance(5_000);
    const second = await kinesis.api.GetRecords({ ShardIterator: first.NextShardIterator, Limit: 2 });
    expect(second.Records?.map(({ PartitionKey }) => PartitionKey)).toEqual(['key', 'key']);
    expect(second.MillisBehindLatest).toBe(5_000);
    expect(await read(second.NextShardIterator ?? '')).toEqual(['c']);
  });

  it('is valid for 5 minutes', async () => {
    await create();
    const ShardIterator = await iterator('LATEST');
    clock.advance(5 * 60 * 1000);
    await expect(kinesis.api.GetRecords({ ShardIterator })).resolves.toBeDefined();
    clock.advance(1);
    await expect(kinesis.api.GetRecords({ ShardIterator })).rejects.toMatchObject({ code: 'ExpiredIteratorException' });
  });

  it.each([
    ['AT_SEQUENCE_NUMBER', {}, 'InvalidArgumentException'],
    ['AT_SEQUENCE_NUMBER', { StartingSequenceNumber: '49' }, 'InvalidArgumentException'],
    ['AT_TIMESTAMP', {}, 'InvalidArgumentException'],
    ['SOMEWHERE', {}, 'ValidationException'],
    ['LATEST', { ShardId: 'shardId-000000000009' }, 'ResourceNotFoundException'],
  ])('of the type %s with %j is refused', async (type, more, code) => {
    await create();
    await expect(iterator(type, more)).rejects.toMatchObject({ code });
  });

  it('does not start at a sequence number that this stream never gave out', async () => {
    await create();
    const one = await put('a');
    const forged = one.replace(/\d$/, '9');
    await expect(iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: forged })).rejects.toMatchObject({
      code: 'InvalidArgumentException',
    });
    await kinesis.api.DeleteStream({ StreamName: 'sales' });
    clock.advance(1);
    await create();
    await put('a');
    await expect(iterator('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: one })).rejects.toMatchObject({
      code: 'InvalidArgumentException',
    });
  });
});

describe('GetRecords', () => {
  it('answers 5 calls a second', async () => {
    await create();
    const ShardIterator = await iterator('LATEST');
    for (let call = 0; call < 5; call += 1) await kinesis.api.GetRecords({ ShardIterator });
    await expect(kinesis.api.GetRecords({ ShardIterator })).rejects.toMatchObject({
      code: 'ProvisionedThroughputExceededException',
    });
  });

  it('gives at most 10 MiB, and then nothing until that has taken its time', async () => {
    await reopen({ limits: 'lifted' });
    await create();
    const Records = Array.from({ length: 6 }, () => ({ PartitionKey: 'key', Data: Buffer.alloc(900_000) }));
    for (let call = 0; call < 2; call += 1) await kinesis.api.PutRecords({ StreamName: 'sales', Records });
    await reopen();
    const first = await kinesis.api.GetRecords({ ShardIterator: await iterator('TRIM_HORIZON') });
    expect(first.Records).toHaveLength(11);
    clock.advance(3_000);
    await expect(kinesis.api.GetRecords({ ShardIterator: first.NextShardIterator })).rejects.toMatchObject({
      code: 'ProvisionedThroughputExceededException',
    });
    clock.advance(2_000);
    expect((await kinesis.api.GetRecords({ ShardIterator: first.NextShardIterator })).Records).toHaveLength(1);
  });
});

describe('a stream', () => {
  it('is there after a restart with its records, and its sequence numbers go on', async () => {
    await create();
    const before = await put('a');
    const position = await iterator('AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: before });
    await reopen();
    const after = await put('b');
    expect(BigInt(after)).toBeGreaterThan(BigInt(before));
    expect(await read(position)).toEqual(['b']);
    expect(await read(await iterator('TRIM_HORIZON'))).toEqual(['a', 'b']);
  });

  it('knows exactly how many records come after a sequence number', async () => {
    await create();
    const numbers = [await put('a'), await put('b'), await put('c')];
    expect(await kinesis.pendingAfter('sales', FIRST, undefined)).toBe(3);
    for (const [index, number] of numbers.entries())
      expect(await kinesis.pendingAfter('sales', FIRST, number)).toBe(2 - index);
    await expect(kinesis.pendingAfter('other', FIRST, undefined)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('is described, also by its ARN', async () => {
    await create(2);
    const StreamARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/sales';
    const { StreamDescription } = await kinesis.api.DescribeStream({ StreamARN });
    expect(StreamDescription).toMatchObject({
      StreamARN,
      StreamStatus: 'ACTIVE',
      RetentionPeriodHours: 24,
      HasMoreShards: false,
    });
    expect(StreamDescription?.Shards?.map(({ ShardId }) => ShardId)).toEqual([FIRST, 'shardId-000000000001']);
    const { StreamDescriptionSummary } = await kinesis.api.DescribeStreamSummary({ StreamName: 'sales' });
    expect(StreamDescriptionSummary).toMatchObject({ StreamARN, OpenShardCount: 2 });
  });

  it('lists its shards in pages', async () => {
    await create(3);
    const first = await kinesis.api.ListShards({ StreamName: 'sales', MaxResults: 2 });
    const second = await kinesis.api.ListShards({ NextToken: first.NextToken });
    const ids = [first, second].map(({ Shards }) => Shards?.map(({ ShardId }) => ShardId?.slice(-1)));
    expect(ids).toEqual([['0', '1'], ['2']]);
    expect(second.NextToken).toBeUndefined();
  });

  it('is listed', async () => {
    for (const StreamName of ['b', 'a', 'c']) await kinesis.api.CreateStream({ StreamName, ShardCount: 1 });
    const first = await kinesis.api.ListStreams({ Limit: 2 });
    expect(first).toMatchObject({ StreamNames: ['a', 'b'], HasMoreStreams: true });
    expect((await kinesis.api.ListStreams({ NextToken: first.NextToken })).StreamNames).toEqual(['c']);
  });

  it.each([[0], [10_001]])('is not described in pages of %d', async (Limit) => {
    await create();
    for (const call of [
      kinesis.api.DescribeStream({ StreamName: 'sales', Limit }),
      kinesis.api.ListShards({ StreamName: 'sales', MaxResults: Limit }),
      kinesis.api.ListStreams({ Limit }),
      kinesis.api.ListTagsForStream({ StreamName: 'sales', Limit }),
    ])
      await expect(call).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('has four shards on demand', async () => {
    await kinesis.api.CreateStream({ StreamName: 'sales', StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    expect((await kinesis.api.ListShards({ StreamName: 'sales' })).Shards).toHaveLength(4);
  });

  it.each([
    [{ StreamName: 'a b', ShardCount: 1 }, 'ValidationException'],
    [{ StreamName: '..', ShardCount: 1 }, 'ValidationException'],
    [{ StreamName: 'sales', ShardCount: 0 }, 'ValidationException'],
    [{ StreamName: 'sales' }, 'InvalidArgumentException'],
    [{ StreamName: 'sales', ShardCount: 2_000 }, 'LimitExceededException'],
    [{ StreamName: 'sales', ShardCount: 1, WarmThroughputMiBps: 5 }, 'InvalidArgumentException'],
  ])('is not created as %j', async (input, code) => {
    await expect(kinesis.api.CreateStream(input)).rejects.toMatchObject({ code });
    expect((await kinesis.api.ListStreams({})).StreamNames).toEqual([]);
  });

  it('has no second one of its name, until it is deleted', async () => {
    await create();
    await put('a');
    await expect(create()).rejects.toMatchObject({ code: 'ResourceInUseException' });
    await kinesis.api.DeleteStream({ StreamName: 'sales' });
    await expect(put('b')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    await create();
    await reopen();
    expect(await read(await iterator('TRIM_HORIZON'))).toEqual([]);
  });

  it('keeps its retention period within a day and a year, and on disk', async () => {
    await create();
    await kinesis.api.IncreaseStreamRetentionPeriod({ StreamName: 'sales', RetentionPeriodHours: 48 });
    await expect(
      kinesis.api.IncreaseStreamRetentionPeriod({ StreamName: 'sales', RetentionPeriodHours: 24 }),
    ).rejects.toMatchObject({ code: 'InvalidArgumentException' });
    await expect(
      kinesis.api.DecreaseStreamRetentionPeriod({ StreamName: 'sales', RetentionPeriodHours: 23 }),
    ).rejects.toMatchObject({ code: 'InvalidArgumentException' });
    await reopen();
    expect(
      (await kinesis.api.DescribeStreamSummary({ StreamName: 'sales' })).StreamDescriptionSummary?.RetentionPeriodHours,
    ).toBe(48);
  });
});

describe('records older than the retention', () => {
  it('go a segment at a time, at the start and every hour', async () => {
    await reopen({ limits: 'lifted' });
    await create();
    const Records = Array.from({ length: 9 }, () => ({ PartitionKey: 'key', Data: Buffer.alloc(MIB - 3) }));
    for (let call = 0; call < 3; call += 1) await kinesis.api.PutRecords({ StreamName: 'sales', Records });
    expect(await kinesis.pendingAfter('sales', FIRST, undefined)).toBe(27);
    clock.advance(25 * HOUR_MS);
    await kinesis.start?.();
    // Closing waits for the step that has begun.
    await reopen({ limits: 'lifted' });
    expect(await kinesis.pendingAfter('sales', FIRST, undefined)).toBe(9);
  });
});

describe('a stream of the template', () => {
  const provision = (properties: object): Promise<Provisioned | undefined> => {
    const [provisioner] = kinesis.provisioners;
    expect(checkProperties({ ...properties }, provisioner?.properties ?? {}).refused).toEqual([]);
    return Promise.resolve(
      provisioner?.provision({
        stackName: 'sales',
        logicalId: 'Changes',
        type: 'AWS::Kinesis::Stream',
        properties: { ...properties },
      }),
    );
  };
  const PROPERTIES = {
    Name: 'sales-changes-dev',
    ShardCount: 1,
    RetentionPeriodHours: 24,
    StreamModeDetails: { StreamMode: 'PROVISIONED' },
    StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
  };

  it('is created, and taken over when it is there', async () => {
    const created = await provision(PROPERTIES);
    expect(created).toEqual({
      physicalId: 'sales-changes-dev',
      attributes: { Arn: 'arn:aws:kinesis:eu-west-1:123456789012:stream/sales-changes-dev' },
    });
    await reopen();
    expect(await provision({ ...PROPERTIES, RetentionPeriodHours: 48 })).toEqual(created);
    const { StreamDescriptionSummary } = await kinesis.api.DescribeStreamSummary({ StreamName: 'sales-changes-dev' });
    expect(StreamDescriptionSummary?.RetentionPeriodHours).toBe(48);
  });

  it('takes its name from stack and logical id, and one shard, when the template says nothing', async () => {
    expect((await provision({}))?.physicalId).toBe('sales-Changes');
    expect((await kinesis.api.ListShards({ StreamName: 'sales-Changes' })).Shards).toHaveLength(1);
  });

  const shape = async () => {
    const StreamName = 'sales-changes-dev';
    const { StreamDescriptionSummary: summary } = await kinesis.api.DescribeStreamSummary({ StreamName });
    return [summary?.StreamModeDetails?.StreamMode, summary?.OpenShardCount];
  };

  it('follows the template in shards and mode, also in another run, and keeps its records', async () => {
    await provision(PROPERTIES);
    const StreamName = 'sales-changes-dev';
    await kinesis.api.PutRecord({ StreamName, PartitionKey: 'a', Data: Buffer.from('one') });
    await provision({ ...PROPERTIES, ShardCount: 2 });
    expect(await shape()).toEqual(['PROVISIONED', 2]);
    await reopen();
    await provision({ ...PROPERTIES, ShardCount: 2 });
    await provision({ ...PROPERTIES, ShardCount: undefined, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    expect(await shape()).toEqual(['ON_DEMAND', 2]);
    await provision({ ...PROPERTIES, ShardCount: 1 });
    expect(await shape()).toEqual(['PROVISIONED', 1]);
    expect(await kinesis.pendingAfter(StreamName, FIRST, undefined)).toBe(1);
  });

  it('keeps the shards that the API gave it while the template says the same', async () => {
    await provision(PROPERTIES);
    const change = { TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' } as const;
    await kinesis.api.UpdateShardCount({ StreamName: 'sales-changes-dev', ...change });
    await provision({ ...PROPERTIES, RetentionPeriodHours: 48 });
    expect(await shape()).toEqual(['PROVISIONED', 2]);
  });

  it('is as before when AWS refuses the change', async () => {
    await provision(PROPERTIES);
    await expect(provision({ ...PROPERTIES, ShardCount: 3 })).rejects.toThrow('cannot scale up over double');
    await expect(provision({ ...PROPERTIES, StreamModeDetails: { StreamMode: 'ON_DEMAND' } })).rejects.toThrow(
      'ShardCount must not be given',
    );
    expect(await shape()).toEqual(['PROVISIONED', 1]);
  });

  it('is gone with its records once it is removed', async () => {
    await provision(PROPERTIES);
    const resource = { stackName: 'sales', logicalId: 'Changes', type: 'AWS::Kinesis::Stream', properties: {} };
    for (let time = 0; time < 2; time += 1) await kinesis.provisioners[0]?.remove?.('sales-changes-dev', resource);
    await expect(shape()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    await reopen();
    await expect(shape()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('The iterator age of a stream', () => {
  it('is how far behind the latest record a reader is', async () => {
    const ages: number[] = [];
    const metrics = { put: ({ value }: MetricDatum) => void ages.push(value) };
    await reopen({ metrics });
    await create();
    await put('one');
    clock.advance(5_000);
    await put('two');
    const ShardIterator = await iterator('TRIM_HORIZON');
    const { NextShardIterator } = await kinesis.api.GetRecords({ ShardIterator, Limit: 1 });
    await kinesis.api.GetRecords({ ShardIterator: NextShardIterator });
    expect(ages).toEqual([5_000, 0]);
  });
});
