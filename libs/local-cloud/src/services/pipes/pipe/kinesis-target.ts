import type { PutRecordsResultEntry } from '@aws-sdk/client-kinesis';
import { AwsError } from '@sales-cdc/aws-wire';
import type { Failure } from '../../stream-poller/retry-policy.js';
import type { StreamEvent } from '../../stream-poller/stream-event.js';
import type { KinesisPort } from '../ports.js';

const MAXIMUM_CALL_RECORDS = 500;
const MAXIMUM_CALL_BYTES = 5 * 1024 * 1024;

/**
 * The target's own trouble passes; anything else counts as a failure of the events.
 * Differs: AWS does not publish whether a throttled target counts towards MaximumRetryAttempts; here it does not.
 */
const PASSING = new Set([
  'InternalFailure',
  'InternalFailureException',
  'KMSThrottlingException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ServiceUnavailable',
  'ThrottlingException',
]);

/** Puts events on a Kinesis stream in their order. */
export class KinesisTarget {
  constructor(
    private readonly streamArn: string,
    private readonly kinesis: KinesisPort,
  ) {}

  /** What could not be put, in order; undefined when all was. A call is made only after the one before it succeeded as a whole. */
  async deliver(events: readonly StreamEvent[]): Promise<Failure | undefined> {
    const bad = events.find(({ fault }) => fault !== undefined);
    if (bad)
      return {
        failed: events,
        counted: true,
        reason: `the record ${bad.sequenceNumber} cannot be sent: ${bad.fault ?? ''}.`,
      };
    for (let from = 0; from < events.length; ) {
      const call = callFrom(events, from);
      const failure = await this.#put(call);
      from += call.length;
      if (failure) return { ...failure, failed: [...failure.failed, ...events.slice(from)] };
    }
    return undefined;
  }

  async #put(events: readonly StreamEvent[]): Promise<Failure | undefined> {
    const Records = events.map(({ data, partitionKey }) => ({ Data: data, PartitionKey: partitionKey }));
    try {
      const answer = await this.kinesis.PutRecords({ StreamARN: this.streamArn, Records });
      return answer.FailedRecordCount ? partialFailure(events, answer.Records ?? []) : undefined;
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return {
        failed: events,
        counted: error instanceof AwsError && error.status < 500 && !PASSING.has(error.code),
        reason,
      };
    }
  }
}

const partialFailure = (events: readonly StreamEvent[], results: readonly PutRecordsResultEntry[]): Failure => {
  const errors = events.flatMap((event, index) => {
    const { ErrorCode: code, ErrorMessage: message } = results[index] ?? {
      ErrorCode: 'InternalFailure',
      ErrorMessage: 'the answer has no entry for the record',
    };
    return code === undefined ? [] : [{ event, code, message: message ?? '' }];
  });
  return {
    failed: errors.map(({ event }) => event),
    counted: errors.every(({ code }) => !PASSING.has(code)),
    reason: `${errors[0]?.code ?? ''}: ${errors[0]?.message ?? ''}`,
  };
};

const callFrom = (events: readonly StreamEvent[], from: number): readonly StreamEvent[] => {
  let to = from;
  for (let bytes = 0; to < events.length && to - from < MAXIMUM_CALL_RECORDS; to++) {
    bytes += sizeBytes(events[to]);
    if (bytes > MAXIMUM_CALL_BYTES && to > from) break;
  }
  return events.slice(from, to);
};

const sizeBytes = (event: StreamEvent | undefined): number =>
  event ? event.data.byteLength + Buffer.byteLength(event.partitionKey ?? '') : 0;
