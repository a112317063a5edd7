import { AwsError } from '@sales-cdc/aws-wire';
import type { Failure } from '../../stream-poller/retry-policy.js';
import type { StreamEvent } from '../../stream-poller/stream-event.js';
import { itemFailures } from './item-failures.js';

/** How one invocation ended. */
export interface MappedInvocation {
  readonly requestId: string;
  readonly payload: Uint8Array;
  readonly failed: boolean;
}

/** Runs the function with an event. Throws what Lambda answers when it does not run: throttled, not there. */
export type InvokeFunction = (payload: Uint8Array) => Promise<MappedInvocation>;

/** `{"Records":[…]}` of texts that are JSON already. */
export const recordsPayload = (records: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([
    Buffer.from('{"Records":['),
    ...records.flatMap((record, index) => (index === 0 ? [record] : [Buffer.from(','), record])),
    Buffer.from(']}'),
  ]);

/** Invokes the function with the events. What comes before the lowest failed sequence number counts as processed. */
export const deliverToFunction = async (
  events: readonly StreamEvent[],
  invoke: InvokeFunction,
  reportsItemFailures: boolean,
): Promise<Failure | undefined> => {
  const answer = await invoke(recordsPayload(events.map(({ data }) => data))).catch(notRun);
  if ('reason' in answer) return { failed: events, ...answer };
  if (answer.failed) return { failed: events, counted: true, ...functionFailure(answer) };
  if (!reportsItemFailures) return undefined;
  const failures = itemFailures(answer.payload, new Set(events.map(({ sequenceNumber }) => sequenceNumber)));
  if (failures !== 'all' && failures.size === 0) return undefined;
  const first = failures === 'all' ? 0 : events.findIndex(({ sequenceNumber }) => failures.has(sequenceNumber));
  return {
    failed: events.slice(first),
    counted: true,
    // The function has said where to go on; only a batch that did not get past its first record is halved.
    keepsTogether: first > 0,
    reason: 'the function reported batch item failures.',
    invocation: { requestId: answer.requestId, statusCode: 200 },
  };
};

/** Throttling and faults of Lambda pass, and do not count. */
const notRun = (error: unknown): Pick<Failure, 'counted' | 'reason'> => {
  if (!(error instanceof AwsError)) throw error;
  return { counted: error.status !== 429 && error.status < 500, reason: `${error.code}: ${error.message}` };
};

const functionFailure = ({ requestId, payload }: MappedInvocation): Pick<Failure, 'reason' | 'invocation'> => ({
  reason: `the function failed: ${Buffer.from(payload).toString('utf8').slice(0, 500)}`,
  invocation: { requestId, statusCode: 200, functionError: 'Unhandled' },
});
