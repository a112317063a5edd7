import * as fc from 'fast-check';
import { attempt, CutShort, type Cut } from '../__fixtures__/cut-short.js';
import { MemoryQueue } from '../__fixtures__/memory-queue.js';
import type { ChangeRecord, FunctionInvoker, ShardReader } from './ports.js';
import { redriveAlertFailures } from './redrive-alert-failures.js';

const FUNCTION = 'sales-alerts-dev';
const ARN = `arn:aws:lambda:eu-west-1:000000000000:function:${FUNCTION}`;
const STREAM = 'arn:aws:kinesis:eu-west-1:000000000000:stream/sales-changes-dev';
const record = (number: number): ChangeRecord => ({
  SequenceNumber: String(number),
  PartitionKey: `s-${number}`,
  Data: Buffer.from(`change ${number}`),
  ApproximateArrivalTimestamp: new Date(1_763_888_400_500),
});

const source: ShardReader = {
  GetShardIterator: async ({ StartingSequenceNumber, ShardIteratorType }) => {
    if (ShardIteratorType === 'TRIM_HORIZON') return { ShardIterator: '3' };
    // Kinesis knows no number that it has dropped.
    if (Number(StartingSequenceNumber) < 3)
      throw Object.assign(new Error('… is invalid.'), { name: 'InvalidArgumentException' });
    return { ShardIterator: StartingSequenceNumber };
  },
  GetRecords: async ({ ShardIterator }) => ({
    Records: [record(Number(ShardIterator)), record(Number(ShardIterator) + 1)],
    NextShardIterator: String(Number(ShardIterator) + 2),
  }),
};

/** A function that alerts once per change, as the real one does, and fails at changes of these numbers. */
class Alerts implements FunctionInvoker {
  readonly told: string[] = [];
  readonly events: unknown[] = [];

  constructor(private readonly failing: readonly string[] = []) {}

  async Invoke({ Payload }: { readonly Payload: Uint8Array }) {
    const { Records } = JSON.parse(Buffer.from(Payload).toString()) as {
      Records: { readonly kinesis: { readonly sequenceNumber: string } }[];
    };
    this.events.push(...Records);
    const numbers = Records.map(({ kinesis }) => kinesis.sequenceNumber);
    for (const number of numbers)
      if (!this.failing.includes(number) && !this.told.includes(number)) this.told.push(number);
    const batchItemFailures = numbers
      .filter((number) => this.failing.includes(number))
      .map((itemIdentifier) => ({ itemIdentifier }));
    return { Payload: Buffer.from(JSON.stringify({ batchItemFailures })) };
  }
}

const failure = (first: number, last: number, functionArn = ARN): string =>
  JSON.stringify({
    requestContext: { requestId: 'r', functionArn, condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
    version: '1.0',
    KinesisBatchInfo: {
      shardId: 'shardId-000000000000',
      startSequenceNumber: String(first),
      endSequenceNumber: String(last),
      batchSize: last - first + 1,
      streamArn: STREAM,
    },
  });

const redrive = (queue: MemoryQueue, lambda: FunctionInvoker, cut?: Cut, dryRun = false) => {
  const short = new CutShort(cut);
  return redriveAlertFailures({
    queue: short.over(queue),
    queueUrl: 'http://queue',
    source: short.over(source),
    lambda: short.over(lambda),
    functionName: FUNCTION,
    dryRun,
  });
};

describe("The redrive of the alerts' on-failure queue", () => {
  it('hands the records to the function in the form of Lambda, and the message goes', async () => {
    const queue = new MemoryQueue([failure(5, 7)]);
    const alerts = new Alerts();
    expect(await redrive(queue, alerts)).toEqual({ redriven: 1, records: 3, kept: [] });
    expect(alerts.told).toEqual(['5', '6', '7']);
    expect(queue.bodies.size).toBe(0);
    expect(alerts.events[0]).toEqual({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey: 's-5',
        sequenceNumber: '5',
        data: Buffer.from('change 5').toString('base64'),
        approximateArrivalTimestamp: 1_763_888_400.5,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: 'shardId-000000000000:5',
      eventName: 'aws:kinesis:record',
      awsRegion: 'eu-west-1',
      eventSourceARN: STREAM,
    });
  });

  it.each([
    ['a message of foreign form', 'hello', 'the message has no requestContext with a function'],
    ['a message about another function', failure(5, 5, `${ARN}-other`), /not about the function sales-alerts-dev/],
    ['a message of a pipe', failure(5, 5).replace('KinesisBatchInfo', 'DDBStreamBatchInfo'), /no KinesisBatchInfo/],
    ['records that the function fails at again', failure(5, 7), 'the function sales-alerts-dev failed again at 1 of 3'],
    ['records that the stream has dropped', failure(1, 2), 'the stream no longer has the records'],
    ['records of which the stream has some', failure(1, 4), 'the stream no longer has all of the records, only 2'],
  ])('leaves %s where it is and says why', async (_, body, reason) => {
    const queue = new MemoryQueue([body]);
    const { redriven, kept } = await redrive(queue, new Alerts(['6']));
    expect(redriven).toBe(0);
    expect(kept[0]?.reason).toMatch(reason);
    expect(queue.bodies.size).toBe(1);
    expect(queue.inFlight).toBe(0);
  });

  it('keeps a message when the function itself fails', async () => {
    const broken: FunctionInvoker = {
      Invoke: async () => ({ FunctionError: 'Unhandled', Payload: Buffer.from('{"errorMessage":"no topic"}') }),
    };
    const { kept } = await redrive(new MemoryQueue([failure(5, 5)]), broken);
    expect(kept[0]?.reason).toBe('the function sales-alerts-dev failed again: no topic');
  });

  it('hands no more to the function at once than an event may hold', async () => {
    const alerts = new Alerts();
    let calls = 0;
    const counted: FunctionInvoker = { Invoke: (input) => (calls++, alerts.Invoke(input)) };
    await redrive(new MemoryQueue([failure(5, 254)]), counted);
    expect({ calls, told: alerts.told.length }).toEqual({ calls: 3, told: 250 });
  });

  it('calls nobody in a dry run', async () => {
    const [queue, alerts] = [new MemoryQueue([failure(5, 7)]), new Alerts()];
    expect(await redrive(queue, alerts, undefined, true)).toMatchObject({ redriven: 1, records: 3 });
    expect({ told: alerts.told, messages: queue.bodies.size, inFlight: queue.inFlight }).toEqual({
      told: [],
      messages: 1,
      inFlight: 0,
    });
  });

  it('loses nothing when it is cut short anywhere, and the next run tells the rest', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 3, max: 9 }), fc.nat(3)), { maxLength: 5 }),
        fc.nat(25),
        fc.boolean(),
        async (ranges, call, hasEffect) => {
          const queue = new MemoryQueue(ranges.map(([first, more]) => failure(first, first + more)));
          const alerts = new Alerts();
          await attempt(() => redrive(queue, alerts, { call, hasEffect }));
          queue.timePasses();
          await redrive(queue, alerts);
          const wanted = new Set(
            ranges.flatMap(([first, more]) => Array.from({ length: more + 1 }, (_, index) => String(first + index))),
          );
          expect([...alerts.told].sort()).toEqual([...wanted].sort());
          expect(queue.bodies.size).toBe(0);
        },
      ),
      { numRuns: 100 },
    ));
});
