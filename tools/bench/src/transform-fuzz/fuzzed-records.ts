import { streamEvents } from '../transform/stream-events.js';
import { oneOf, seededRandom, wholeBelow } from '../random/seeded-random.js';
import { imageOf } from './record-path.js';
import { BASE64_MUTATIONS, BYTE_MUTATIONS, RECORD_MUTATIONS } from './mutations.js';

/** A record to send, and how it was made. */
export interface FuzzedRecord {
  /** Base64, or what stands in its place. */
  readonly data: string;
  /** The name of the mutation, `valid` for none. */
  readonly mutation: string;
}

const SEEDS = 200;
const VALID_SHARE = 0.25;
const SECOND_SHARE = 0.15;
/** Items near DynamoDB's 400 KB come in bursts, or no answer would ever come near its limit. */
const BURST_SHARE = 1 / 20_000;
const BURST = 40;
const LARGEST_TEXT = 190_000;

/** Records without end, the same for the same seed: valid changes, and such with one mutation or several. */
export function* fuzzedRecords(seed: number): Generator<FuzzedRecord, never> {
  const random = seededRandom(seed);
  const valid = streamEvents(1, SEEDS).flatMap(({ records }) => records.map(({ data }) => Buffer.from(data, 'base64')));
  const names = [RECORD_MUTATIONS, BYTE_MUTATIONS, BASE64_MUTATIONS].flatMap((mutations) => Object.keys(mutations));
  for (;;) {
    if (random() < BURST_SHARE) yield* largeItems(random, valid);
    const json = oneOf(random, valid);
    if (random() < VALID_SHARE) yield { data: json.toString('base64'), mutation: 'valid' };
    else {
      const mutation = oneOf(random, names);
      const others = random() < SECOND_SHARE ? [oneOf(random, names), oneOf(random, names)] : [];
      yield { data: mutate(random, json, new Set([mutation, ...others])), mutation };
    }
  }
}

function* largeItems(random: () => number, valid: readonly Buffer[]): Generator<FuzzedRecord> {
  const filling = oneOf(random, ['x', '"', '\u0001', 'é', '🧾']);
  for (let number = 0; number < BURST; number++) {
    const record = JSON.parse(oneOf(random, valid).toString('utf8')) as Record<string, unknown>;
    imageOf(record)['product_name'] = { S: filling.repeat(wholeBelow(random, LARGEST_TEXT / filling.length)) };
    yield { data: Buffer.from(JSON.stringify(record)).toString('base64'), mutation: 'large item' };
  }
}

/** Applies the mutations from the inside out: to the document, to its bytes, to their base64. */
const mutate = (random: () => number, json: Buffer, names: ReadonlySet<string>): string => {
  const record = JSON.parse(json.toString('utf8')) as Record<string, unknown>;
  for (const name of names) if (Object.keys(record).length > 0) RECORD_MUTATIONS[name]?.(random, record);
  let bytes: Buffer = Buffer.from(JSON.stringify(record));
  for (const name of names) if (bytes.length > 0) bytes = BYTE_MUTATIONS[name]?.(random, bytes) ?? bytes;
  let base64 = bytes.toString('base64');
  for (const name of names) base64 = BASE64_MUTATIONS[name]?.(random, base64) ?? base64;
  return base64;
};
