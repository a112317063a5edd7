import { WireFault } from '../pipeline/wire-fault.js';

// Far deeper than any input of AWS (an item of DynamoDB has 32 levels); those who read a document may recurse.
const MAX_DEPTH = 1000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Throws for a JSON text that nests deeper than any honest one. Says nothing of a text that is no JSON. */
export const checkJsonDepth = (body: Buffer): void => {
  let depth = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) at = stringEnd(body, at);
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
    if (depth > MAX_DEPTH) throw new WireFault('malformedBody', `The body nests deeper than ${MAX_DEPTH} levels.`);
  }
};

/** Where the string that begins at the given quote has its other one. */
const stringEnd = (body: Buffer, start: number): number => {
  let end = body.indexOf(QUOTE, start + 1);
  while (end > 0 && isEscaped(body, end)) end = body.indexOf(QUOTE, end + 1);
  return end < 0 ? body.length : end;
};

const isEscaped = (body: Buffer, at: number): boolean => {
  let backslashes = 0;
  while (body[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
};
