import fc from 'fast-check';
import { AwsError } from '@sales-cdc/aws-wire';
import {
  DEAD_LETTERS_ARN,
  FUNCTION_ARN,
  MappingFixture,
  ROLE_ARN,
  SHARD_ID,
  STREAM_ARN,
  textOf,
  type InvokedRecord,
} from '../testing/mapping-fixture.js';
import { openConsumer } from './open-consumer.js';
import { mappingSettings } from './mapping-settings.js';

const failOn =
  (text: string) =>
  (records: readonly InvokedRecord[]): null => {
    if (records.some((record) => textOf(record) === text)) throw new Error(`bad ${text}`);
    return null;
  };
const failures = (...items: readonly unknown[]): object => ({
  batchItemFailures: items.map((itemIdentifier) => ({ itemIdentifier })),
});

describe('A mapping of a Kinesis stream', () => {
  let fixture: MappingFixture;
  beforeEach(async () => {
    fixture = await MappingFixture.create();
  });
  afterEach(() => fixture[Symbol.asyncDispose]());
  const position = async (): Promise<string | undefined> => (await fixture.checkpoint()).position?.sequenceNumber;

  it('gives the function records in the form of Lambda', async () => {
    const [sequenceNumber] = await fixture.put('{"a":1}');
    await (await fixture.poller()).poll();
    expect(fixture.batches).toEqual([
      [
        {
          kinesis: {
            kinesisSchemaVersion: '1.0',
            partitionKey: '{',
            sequenceNumber,
            data: Buffer.from('{"a":1}').toString('base64'),
            approximateArrivalTimestamp: fixture.clock.now() / 1000,
          },
          eventSource: 'aws:kinesis',
          eventVersion: '1.0',
          eventID: `${SHARD_ID}:${sequenceNumber}`,
          eventName: 'aws:kinesis:record',
          invokeIdentityArn: ROLE_ARN,
          awsRegion: 'eu-west-1',
          eventSourceARN: STREAM_ARN,
        },
      ],
    ]);
    expect(await position()).toBe(sequenceNumber);
  });

  it('filters by the decoded data, and passes what does not match', async () => {
    const numbers = await fixture.put('{"kind":"big"}', '{"kind":"small"}', 'no json');
    const FilterCriteria = { Filters: [{ Pattern: '{"data":{"kind":["big"]}}' }] };
    await (await fixture.poller({ FilterCriteria })).poll();
    expect(fixture.texts).toEqual([['{"kind":"big"}']]);
    expect(await position()).toBe(numbers.at(-1));
  });

  it('tries a batch again until the function succeeds, and moves its checkpoint only then', async () => {
    const numbers = await fixture.put('a1', 'a2');
    fixture.handler = failOn('a2');
    const poller = await fixture.poller();
    await poller.poll();
    expect(await position()).toBeUndefined();
    expect(fixture.problems[0]).toContain('bad a2');
    fixture.handler = () => null;
    fixture.clock.advance(250);
    await poller.poll();
    expect(fixture.texts).toEqual([
      ['a1', 'a2'],
      ['a1', 'a2'],
    ]);
    expect(await position()).toBe(numbers[1]);
  });

  it('goes on at the lowest record that the function reports as failed', async () => {
    const numbers = await fixture.put('a1', 'a2', 'a3', 'a4');
    fixture.handler = () => failures(numbers[3], numbers[1]);
    const poller = await fixture.poller({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await poller.poll();
    expect(await position()).toBe(numbers[0]);
    fixture.handler = () => failures();
    fixture.clock.advance(10_000);
    await poller.poll();
    expect(fixture.texts[1]).toEqual(['a2', 'a3', 'a4']);
    expect(await position()).toBe(numbers[3]);
  });

  it.each([
    ['an identifier that is no record', failures('unknown')],
    ['an empty identifier', failures('')],
    ['an identifier that is null', failures(null)],
    ['no identifier', { batchItemFailures: [{}] }],
    ['no list', { batchItemFailures: 'a' }],
  ])('takes %s for a failure of the whole batch', async (_, answer) => {
    await fixture.put('a1', 'a2');
    fixture.handler = () => answer;
    await (await fixture.poller({ FunctionResponseTypes: ['ReportBatchItemFailures'] })).poll();
    expect(await position()).toBeUndefined();
  });

  it.each([null, {}, { batchItemFailures: null }, failures()])('takes %j for a success', async (answer) => {
    const [number] = await fixture.put('a1');
    fixture.handler = () => answer;
    await (await fixture.poller({ FunctionResponseTypes: ['ReportBatchItemFailures'] })).poll();
    expect(await position()).toBe(number);
  });

  it('halves a batch that fails until the bad record is alone, and tells the queue where it lies', async () => {
    const numbers = await fixture.put('a1', 'a2', 'a3', 'a4');
    fixture.handler = failOn('a3');
    const poller = await fixture.poller({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: DEAD_LETTERS_ARN } },
    });
    for (let polls = 0; polls < 10; polls++) {
      await poller.poll();
      fixture.clock.advance(10_000);
    }
    expect(await position()).toBe(numbers[3]);
    const bodies = (await fixture.bodiesIn('dead-letters')).map((body) => JSON.parse(body) as object);
    expect(bodies).toEqual([
      {
        requestContext: {
          requestId: expect.stringMatching(/^request-/) as string,
          functionArn: FUNCTION_ARN,
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: 2,
        },
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        version: '1.0',
        timestamp: expect.any(String) as string,
        KinesisBatchInfo: {
          shardId: SHARD_ID,
          startSequenceNumber: numbers[2],
          endSequenceNumber: numbers[2],
          approximateArrivalOfFirstRecord: '2026-11-23T12:00:00.000Z',
          approximateArrivalOfLastRecord: '2026-11-23T12:00:00.000Z',
          batchSize: 1,
          streamArn: STREAM_ARN,
        },
      },
    ]);
  });

  it('gives up records that are older than the mapping allows, without a call of the function', async () => {
    await fixture.put('a1');
    fixture.clock.advance(61_000);
    const Destination = 'arn:aws:sns:eu-west-1:123456789012:failures';
    await (
      await fixture.poller({ MaximumRecordAgeInSeconds: 60, DestinationConfig: { OnFailure: { Destination } } })
    ).poll();
    expect(fixture.batches).toEqual([]);
    const [message] = fixture.published.map((body) => JSON.parse(body) as object);
    expect(message).toMatchObject({ requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 0 } });
    expect(message).not.toHaveProperty('responseContext');
  });

  it('does not count a throttled call as a try', async () => {
    await fixture.put('a1');
    const poller = await fixture.poller({ MaximumRetryAttempts: 0 });
    fixture.handler = () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    };
    await poller.poll();
    expect(await position()).toBeUndefined();
    fixture.handler = () => null;
    fixture.clock.advance(250);
    await poller.poll();
    expect(fixture.texts).toEqual([['a1'], ['a1']]);
    expect(await position()).toBeDefined();
  });

  it('begins LATEST after what the stream holds, and sees what is put after it was made', async () => {
    await fixture.put('before');
    const settings = mappingSettings(
      { EventSourceArn: STREAM_ARN, FunctionName: 'alerts', StartingPosition: 'LATEST' },
      fixture.clock.now(),
    );
    const consumer = await openConsumer(settings, fixture.parts, true);
    await fixture.put('after');
    expect(await consumer.pending()).toBe(1);
    consumer.start();
    await untilDrained(consumer);
    await consumer.stop();
    expect(fixture.texts).toEqual([['after']]);
  });

  it('begins AT_TIMESTAMP with the first record of that time', async () => {
    await fixture.put('before');
    fixture.clock.advance(5_000);
    await fixture.put('then');
    const input = { EventSourceArn: STREAM_ARN, FunctionName: 'alerts', StartingPosition: 'AT_TIMESTAMP' };
    const settings = mappingSettings(
      { ...input, StartingPositionTimestamp: fixture.clock.now() / 1000 },
      fixture.clock.now(),
    );
    const consumer = await openConsumer(settings, fixture.parts, true);
    consumer.start();
    await untilDrained(consumer);
    await consumer.stop();
    expect(fixture.texts).toEqual([['then']]);
  });

  /** Real reads of files end when they end; time does not pass here. */
  const untilDrained = async (consumer: { pending(): Promise<number> }): Promise<void> => {
    for (let turns = 0; turns < 10_000 && (await consumer.pending()) > 0; turns++)
      await new Promise((resolve) => setImmediate(resolve));
  };

  it('keeps the order of each key, and every record, with several batches of a shard under way', async () => {
    const keys = fc.constantFrom('a', 'b', 'c', 'd');
    const law = fc.asyncProperty(
      fc.array(keys, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 10 }),
      fc.array(fc.boolean(), { maxLength: 20 }),
      async (puts, ParallelizationFactor, fails) => {
        await using own = await MappingFixture.create();
        const texts = puts.map((key, index) => `${key}${index}`);
        const numbers = await own.put(...texts);
        let call = 0;
        const succeeded: string[] = [];
        own.handler = (records) => {
          if (fails[call++]) throw new Error('not now');
          succeeded.push(...records.map(textOf));
          return null;
        };
        const poller = await own.poller({ ParallelizationFactor, BatchSize: 3 });
        for (let polls = 0; polls < 60 && poller.position.sequenceNumber !== numbers.at(-1); polls++) {
          await poller.poll();
          own.clock.advance(10_000);
        }
        expect(poller.position.sequenceNumber).toBe(numbers.at(-1));
        expect([...succeeded].sort()).toEqual([...texts].sort());
        for (const key of new Set(puts)) {
          const ofKey = (text: string): boolean => text.startsWith(key);
          expect(succeeded.filter(ofKey)).toEqual(texts.filter(ofKey));
        }
      },
    );
    await fc.assert(law, { numRuns: 25 });
  });
});
