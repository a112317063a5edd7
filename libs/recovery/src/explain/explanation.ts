import { isLeft } from 'fp-ts/lib/Either.js';
import { placeSale } from '@sales-cdc/partitioning';
import { recordReader, saleStream, type Outcome, type RejectionReason } from '@sales-cdc/stream-codec';
import { isBase64 } from '../error-output/error-line.js';

/** A record that did not become a row: its raw data, and what Firehose said of it where that is known. */
export interface RejectedRecord {
  /** Where it was found, in words. */
  readonly place: string;
  /** Base64 of what the source gave. */
  readonly rawData: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** What today's codec says of a record. */
export interface Explanation {
  readonly place: string;
  /** Undefined when the raw data does not even tell the key. */
  readonly saleId?: string;
  readonly eventName?: string;
  /** What Firehose said when it gave up, where that is known. */
  readonly firehose?: string;
  /** `unreadable`: the raw data is not even a record's bytes, so the codec was not asked. */
  readonly verdict: 'accepted' | 'rejected' | 'unreadable';
  readonly reason?: RejectionReason;
  /** One sentence for each thing that is wrong; none when it is accepted. */
  readonly details: readonly string[];
  /** The row that it would be now, and its partition. */
  readonly row?: string;
  readonly partition?: string;
}

/** Explains records by the codec as it is at that time (milliseconds since 1970). Never throws. */
export const explainer = (nowMs: number): ((record: RejectedRecord) => Explanation) => {
  const read = recordReader(saleStream, placeSale)(nowMs);
  return ({ place, rawData, errorCode, errorMessage }) => {
    const firehose = [errorCode, errorMessage].filter((text) => text !== undefined && text !== '').join(': ');
    const known = { place, ...(firehose !== '' && { firehose }) };
    if (rawData === '' || !isBase64(rawData))
      return {
        ...known,
        verdict: 'unreadable',
        details: [`the raw data is ${rawData === '' ? 'empty' : 'not base64'}`],
      };
    return { ...known, ...identityIn(rawData), ...verdictOf(read(rawData)) };
  };
};

const verdictOf = (outcome: Outcome): Pick<Explanation, 'verdict' | 'reason' | 'details' | 'row' | 'partition'> => {
  if (isLeft(outcome)) return { verdict: 'rejected', ...outcome.left };
  const { line, partitionKeys } = outcome.right;
  const partition = Object.entries(partitionKeys).map(([column, value]) => `${column}=${value}`);
  return { verdict: 'accepted', details: [], row: line.trimEnd(), partition: partition.join('/') };
};

const identityIn = (rawData: string): Pick<Explanation, 'saleId' | 'eventName'> => {
  const record = membersOf(parse(Buffer.from(rawData, 'base64').toString('utf8')));
  const change = membersOf(record['dynamodb']);
  const key = membersOf(membersOf(change['Keys'])['sale_id'])['S'];
  const { eventName } = record;
  return { ...(typeof key === 'string' && { saleId: key }), ...(typeof eventName === 'string' && { eventName }) };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
