/**
 * Tells whether a name matches a pattern of SHOW: `*` stands for any characters and `|` for a choice, in either case;
 * without a pattern every name does.
 *
 * Differs: what else a regular expression may hold is taken literally, but for `.*`, which means the same as `*`.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/show-tables.html
 */
export const hivePattern = (pattern: string | undefined): ((name: string) => boolean) => {
  if (pattern === undefined) return () => true;
  const choices = pattern
    .toLowerCase()
    .split('|')
    .map((choice) => choice.replaceAll('.*', '*').split('*'));
  return (name) => choices.some((parts) => hasParts(name.toLowerCase(), parts));
};

/** The name begins with the first part, ends with the last, and has the others between, in their order. */
const hasParts = (name: string, parts: readonly string[]): boolean => {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let position = first.length;
  for (const part of others) {
    const found = name.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return name.length - last.length >= position && name.endsWith(last);
};
