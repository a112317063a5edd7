/**
 * Orders keys as S3 lists them: by their UTF-8 bytes. JavaScript's own order is by UTF-16 units, which puts surrogate
 * pairs before U+E000 to U+FFFF.
 */
export const compareKeys = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index++) {
    const difference = utf8Rank(a.charCodeAt(index)) - utf8Rank(b.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

const utf8Rank = (unit: number): number => {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
};

/** The index of the first of the sorted keys that is not before the given one. */
export const lowerBound = (sortedKeys: readonly string[], key: string): number => {
  let low = 0;
  let high = sortedKeys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(sortedKeys[middle] ?? '', key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};
