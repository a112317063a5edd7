/**
 * JSON in a form that is the same for the same value: members in order of their names, numbers by their digits. Text
 * that is no JSON stays as it is.
 */
export const canonicalJson = (json: string): string => {
  try {
    // Numbers become texts, since a double would lose digits; a letter tells them from texts.
    const lossless = json.replace(TOKENS, (token) => (token.startsWith('"') ? `"s${token.slice(1)}` : `"n${token}"`));
    return JSON.stringify(sorted(JSON.parse(lossless)));
  } catch {
    return json;
  }
};

const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
};
