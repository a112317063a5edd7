const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Where a JSON object that begins there ends, by its braces alone; undefined when it does not end, or none begins there.
 */
const endOfObject = (bytes: Uint8Array, start: number): number | undefined => {
  if (bytes[start] !== 0x7b) return undefined;
  let depth = 0;
  let inText = false;
  for (let index = start; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) index += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte) && (depth -= 1) === 0) return index + 1;
  }
  return undefined;
};

/**
 * The JSON objects that stand one after the other, with nothing but white space between them; undefined when there is
 * anything else. Whether each is JSON through and through is for its reader to say.
 */
export const jsonDocuments = (bytes: Uint8Array): readonly Uint8Array[] | undefined => {
  const documents: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    if (SPACE.has(bytes[start] ?? 0)) {
      start += 1;
      continue;
    }
    const end = endOfObject(bytes, start);
    if (end === undefined) return undefined;
    documents.push(bytes.subarray(start, end));
    start = end;
  }
  return documents;
};
