import { WireFault } from '../pipeline/wire-fault.js';

const DEEPEST = 1000;
const BYTES = 2;
const TEXT = 3;
const LIST = 4;
const MAP = 5;
const TAG = 6;
const INDEFINITE = 31;
const TIMESTAMP = 1;

const malformed = (why: string): WireFault => new WireFault('malformedBody', `The body is not valid CBOR: ${why}.`);

interface Head {
  readonly major: number;
  /** A value, a length or a count; Infinity where an end mark will come. */
  readonly argument: number;
  readonly isEndMark: boolean;
  readonly sizeBytes: number;
}

/** https://www.rfc-editor.org/rfc/rfc8949#section-3 */
const readHead = (body: Buffer, at: number): Head => {
  const initial = body[at];
  if (initial === undefined) throw malformed('it ends too early');
  const [major, minor] = [initial >> 5, initial & 31];
  const isEndMark = initial === 0xff;
  if (minor < 24) return { major, argument: minor, isEndMark, sizeBytes: 1 };
  if (minor === INDEFINITE && ((BYTES <= major && major <= MAP) || isEndMark))
    return { major, argument: Infinity, isEndMark, sizeBytes: 1 };
  if (minor > 27) throw malformed(`there is no additional information ${minor}`);
  const width = 2 ** (minor - 24);
  if (at + 1 + width > body.length) throw malformed('it ends too early');
  const argument = width === 8 ? Number(body.readBigUInt64BE(at + 1)) : body.readUIntBE(at + 1, width);
  return { major, argument, isEndMark, sizeBytes: 1 + width };
};

/** How many items an item holds; 0 for one that is complete with its head and its bytes. */
const itemsOf = ({ major, argument }: Head): number => {
  if (major === LIST) return argument;
  if (major === MAP) return argument * 2;
  if (major === TAG) return 1;
  return (major === BYTES || major === TEXT) && argument === Infinity ? Infinity : 0;
};

/**
 * Throws unless the body is one whole CBOR item that a decoder may read without harm: it announces no more than it has,
 * nests no deeper than JSON may, and has no tag but that of timestamps (those of big numbers can make much of few bytes).
 */
export const checkCbor = (body: Buffer): void => {
  /** How many items are still to come, for each item that is not complete. */
  const open: number[] = [];
  let at = 0;
  const complete = (): void => {
    while (open.length > 0) {
      const left = (open.pop() ?? 0) - 1;
      if (left > 0) return void open.push(left);
    }
  };
  do {
    const head = readHead(body, at);
    at += head.sizeBytes;
    const left = body.length - at;
    if (head.isEndMark && open.pop() !== Infinity) throw malformed('there is nothing to end');
    if (head.major === TAG && head.argument !== TIMESTAMP)
      throw malformed(`the tag ${head.argument} is not known here`);
    const isText = head.major === BYTES || head.major === TEXT;
    const items = head.isEndMark ? 0 : itemsOf(head);
    if (Number.isFinite(items) ? Math.max(items, isText ? head.argument : 0) > left : false)
      throw malformed('it ends too early');
    if (isText && Number.isFinite(head.argument)) at += head.argument;
    if (items === 0) complete();
    else if (open.push(items) > DEEPEST) throw malformed(`it nests more than ${DEEPEST} levels`);
  } while (open.length > 0);
  if (at !== body.length) throw malformed('more follows');
};
