/** Which items of a batch failed; `all` when the answer says so or cannot be understood. */
export type ItemFailures = 'all' | ReadonlySet<string>;

/**
 * Reads a function's answer with ReportBatchItemFailures. No answer, or none with failures, is a success; an identifier
 * that is empty, missing or of no item is a failure of all.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export const itemFailures = (payload: Uint8Array, items: ReadonlySet<string>): ItemFailures => {
  const answer = parse(Buffer.from(payload).toString('utf8'));
  if (answer === undefined) return 'all';
  if (answer === null || answer === '') return new Set();
  const failures = (answer as { readonly batchItemFailures?: unknown }).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return 'all';
  const identifiers = failures.map(
    (one: unknown) => (one as { readonly itemIdentifier?: unknown } | null)?.itemIdentifier,
  );
  const known = identifiers.filter((one): one is string => typeof one === 'string' && items.has(one));
  return known.length === identifiers.length ? new Set(known) : 'all';
};

const parse = (text: string): unknown => {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
};
