import { isLeft } from 'fp-ts/lib/Either.js';
import { explainer, type Explanation } from './explanation.js';
import type { FoundRecord } from './read-records.js';

/** How many records there are of each verdict. */
export type ExplanationCounts = Readonly<Record<Explanation['verdict'], number>>;

/** Explains every record, as it is read; what is no record counts as unreadable. */
export const explainRecords = async (
  records: AsyncIterable<FoundRecord>,
  nowMs: number,
  onExplanation: (explanation: Explanation) => void,
): Promise<ExplanationCounts> => {
  const explain = explainer(nowMs);
  const counts = { accepted: 0, rejected: 0, unreadable: 0 };
  for await (const record of records) {
    const explanation: Explanation = isLeft(record)
      ? { place: record.left.place, verdict: 'unreadable', details: [record.left.problem] }
      : explain(record.right);
    counts[explanation.verdict] += 1;
    onExplanation(explanation);
  }
  return counts;
};
