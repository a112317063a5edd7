import { AwsError } from '@sales-cdc/aws-wire';
import type { Between } from '../machinery.js';
import type { Faults } from './faults.js';
import type { Life, World } from './world.js';

type Operation = (input: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
interface PutRecordsInput {
  readonly Records?: readonly unknown[];
}
interface PutRecordsOutput {
  readonly FailedRecordCount?: number;
  readonly Records?: readonly { readonly ErrorCode?: string }[];
}

/** How each service says that there is too much. */
const THROTTLED: Readonly<Record<string, AwsError>> = {
  Kinesis: new AwsError('ProvisionedThroughputExceededException', 'Rate exceeded for the shard.', 400),
  'DynamoDB Streams': new AwsError('LimitExceededException', 'Too many operations for the stream.', 400),
  S3: new AwsError('SlowDown', 'Please reduce your request rate.', 503),
  SQS: new AwsError('ThrottlingException', 'Rate exceeded', 400),
  SNS: new AwsError('Throttled', 'Rate exceeded', 429),
  Lambda: new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429),
};

const failed = (): AwsError => new AwsError('InternalFailure', 'The request processing has failed.', 500);

const denied = (callee: string, name: string): AwsError =>
  new AwsError('AccessDeniedException', `The simulation lets nobody do ${name} on ${callee}.`, 400);

/** Between a service and its neighbours: each call is a step of the world, and may be refused, fail, or lose its answer. */
export const faultyNeighbours =
  (world: World, life: Life, faults: Faults): Between =>
  (_caller, callee, operations) => {
    const faulty = Object.entries<unknown>(operations as Readonly<Record<string, unknown>>).map(
      ([name, operation]): [string, unknown] => [
        name,
        // What begins with a small letter is no operation of AWS but a look at the neighbour's counts.
        /^[A-Z]/.test(name) ? callOf(callee, name, operation as Operation, { world, life, faults }) : operation,
      ],
    );
    return Object.fromEntries(faulty) as typeof operations;
  };

interface Scene {
  readonly world: World;
  readonly life: Life;
  readonly faults: Faults;
}

const callOf =
  (callee: string, name: string, operation: Operation, { world, life, faults }: Scene): Operation =>
  async (input) => {
    await world.step(life, `${callee} ${name}`, () => undefined);
    if (faults.isOut(callee, world.time.elapsedMs)) throw denied(callee, name);
    if (name === 'GetRecords' && faults.strikes('expired iterator'))
      throw new AwsError('ExpiredIteratorException', 'Iterator expired.', 400);
    if (faults.strikes('throttled')) throw THROTTLED[callee] ?? failed();
    if (faults.strikes('server error')) throw failed();
    const answer =
      name === 'PutRecords' && faults.strikes('partial put')
        ? await putSome(input, operation, faults)
        : await operation(input);
    if (faults.strikes('answer lost')) throw failed();
    return answer;
  };

/** Takes some of the records and refuses the others, as a shard does that is full. */
const putSome = async (input: PutRecordsInput, operation: Operation, faults: Faults): Promise<PutRecordsOutput> => {
  const records = input.Records ?? [];
  const taken = records.map(() => faults.draw() < 0.5);
  const some = records.filter((_, index) => taken[index]);
  const answer: PutRecordsOutput =
    some.length > 0 ? ((await operation({ ...input, Records: some })) as PutRecordsOutput) : { Records: [] };
  const results = [...(answer.Records ?? [])];
  const Records = taken.map(
    (isTaken) =>
      (isTaken ? results.shift() : undefined) ?? {
        ErrorCode: 'InternalFailure',
        ErrorMessage: 'Internal Service Failure',
      },
  );
  return { ...answer, Records, FailedRecordCount: Records.filter(({ ErrorCode }) => ErrorCode !== undefined).length };
};
