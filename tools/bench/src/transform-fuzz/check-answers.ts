import { MAX_ANSWER_BYTES, saleStream, type FirehoseAnswer, type FirehoseRecord } from '@sales-cdc/stream-codec';

const COLUMNS = saleStream.columns.map(({ name }) => name).join();

/** What is wrong with the answers to a batch, and their size as JSON, in one sentence; undefined when nothing is. */
export const faultIn = (
  records: readonly FirehoseRecord[],
  answers: readonly FirehoseAnswer[],
  bytes: number,
): string | undefined => {
  if (answers.length !== records.length) return `${records.length} records got ${answers.length} answers`;
  if (bytes > MAX_ANSWER_BYTES) return `the answer has ${bytes} bytes`;
  if (Object.keys(Object.prototype).length > 0) return 'something was written to the prototype of all objects';
  for (const [index, record] of records.entries()) {
    const fault = faultInAnswer(record, answers[index]);
    if (fault !== undefined) return `record ${record.recordId}: ${fault}: ${record.data.slice(0, 2_000)}`;
  }
  return undefined;
};

const faultInAnswer = (record: FirehoseRecord, answer: FirehoseAnswer | undefined): string | undefined => {
  if (answer?.recordId !== record.recordId) return 'its answer is not at its place';
  if (answer.result === 'ProcessingFailed')
    return answer.data === record.data ? undefined : 'the failed record is not given back as it came';
  const line = Buffer.from(answer.data, 'base64').toString('utf8');
  if (line.indexOf('\n') !== line.length - 1) return 'the row is not one line';
  const row = JSON.parse(line) as object;
  if (Object.keys(row).join() !== COLUMNS) return 'the row has other columns';
  return /^\d{4}-\d\d-\d\d$/.test(answer.metadata.partitionKeys['dt'] ?? '') ? undefined : 'the row has no partition';
};
