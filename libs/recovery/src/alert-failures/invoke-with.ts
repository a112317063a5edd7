import { membersOf, parsedMembers } from '../queue/message-members.js';
import type { FailedBatch } from './failed-batch.js';
import { kinesisEvent } from './kinesis-event.js';
import type { ChangeRecord, FunctionInvoker } from './ports.js';

/** A synchronous event may have 6 MB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_DATA_BYTES = 4_000_000;
const MOST_RECORDS = 100;

/** Hands the records to the function, a batch after the other; one sentence when it did not take all of them. */
export const invokeWith = async (
  records: readonly ChangeRecord[],
  batch: FailedBatch,
  { lambda, functionName }: { readonly lambda: FunctionInvoker; readonly functionName: string },
): Promise<string | undefined> => {
  let failed = 0;
  for (let rest = records; rest.length > 0; ) {
    const together = rest.slice(0, countOf(rest));
    rest = rest.slice(together.length);
    const answer = await lambda.Invoke({ FunctionName: functionName, Payload: kinesisEvent(together, batch) });
    const text = Buffer.from(answer.Payload ?? []).toString('utf8');
    if (answer.FunctionError !== undefined) return `the function ${functionName} failed again: ${messageIn(text)}`;
    failed += failuresIn(text);
  }
  return failed === 0
    ? undefined
    : `the function ${functionName} failed again at ${failed} of ${records.length} records`;
};

/** How many of the first records make one event; one at least. */
const countOf = (records: readonly ChangeRecord[]): number => {
  let sizeBytes = 0;
  const end = records.findIndex(({ Data }, index) => {
    sizeBytes += ((Data?.length ?? 0) * 4) / 3 + 1_000;
    return index === MOST_RECORDS || (index > 0 && sizeBytes > MOST_DATA_BYTES);
  });
  return end === -1 ? records.length : end;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html */
const failuresIn = (answer: string): number => {
  const { batchItemFailures } = parsedMembers(answer);
  return Array.isArray(batchItemFailures) ? batchItemFailures.length : 0;
};

const messageIn = (answer: string): string => {
  const { errorMessage } = membersOf(parsedMembers(answer));
  return typeof errorMessage === 'string' ? errorMessage : answer;
};
