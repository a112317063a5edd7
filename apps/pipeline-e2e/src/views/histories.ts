import * as fc from 'fast-check';
import { Sale } from '@sales-cdc/sales-event';
import { saleStream, type Change, type Op } from '@sales-cdc/stream-codec';

const FIRST_MS = Date.UTC(2026, 10, 23, 10);

/** Something that a writer does: put makes a sale or replaces it; what has no sale to act on does nothing. */
export interface Write {
  readonly kind: 'put' | 'update' | 'delete';
  readonly saleId: string;
  readonly quantity: number;
  /** Seconds since the write before; several writes may fall into one. */
  readonly pauseSeconds: number;
}

/** A write that changed something, and the moment of it. */
export interface CommittedChange {
  readonly change: Change<Sale>;
  readonly committedAtMs: number;
}

export const anyWrites: fc.Arbitrary<readonly Write[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('put', 'put', 'update', 'update', 'delete'),
    saleId: fc.constantFrom('s-1', 's-2', 's-3', 's-4'),
    quantity: fc.integer({ min: 1, max: 9 }),
    pauseSeconds: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 30 },
);

/** A sale of these members; what does not matter is always the same. */
export const saleOf = (saleId: string, quantity: number, version: number): Sale => {
  const decoded = Sale.decode({
    sale_id: saleId,
    product_id: 'p-1',
    product_name: 'Laptop',
    quantity,
    unit_price: '9.99',
    currency: 'EUR',
    status: 'COMPLETED',
    version,
    creation_datetime: '2026-11-23T09:00:00.000Z',
  });
  if (decoded._tag === 'Left') throw new Error('This sale of a test is none.');
  return decoded.right;
};

/** The sequence number of the n-th change of a table, as long as DynamoDB's shortest. */
export const sequenceNumber = (position: number): string => `1${String(position).padStart(20, '0')}`.padStart(40, '0');

/** What a table with these writes puts on its stream. */
export const committed = (writes: readonly Write[]): readonly CommittedChange[] => {
  const table = new Map<string, Sale>();
  const changes: CommittedChange[] = [];
  let nowMs = FIRST_MS;
  for (const { kind, saleId, quantity, pauseSeconds } of writes) {
    nowMs += pauseSeconds * 1000;
    const before = table.get(saleId);
    if (kind !== 'put' && before === undefined) continue;
    const image = kind === 'delete' && before ? before : saleOf(saleId, quantity, (before?.version ?? 0) + 1);
    const op: Op = kind === 'delete' ? 'd' : before ? 'u' : 'c';
    if (op === 'd') table.delete(saleId);
    else table.set(saleId, image);
    changes.push({ change: changeOf(op, image, changes.length, nowMs, before), committedAtMs: nowMs });
  }
  return changes;
};

const changeOf = (op: Op, image: Sale, position: number, committedAtMs: number, before?: Sale): Change<Sale> => ({
  op,
  eventId: `event-${position}`,
  sequenceNumber: sequenceNumber(position),
  committedAtMs,
  image,
  before: op === 'u' ? before : undefined,
  unrecognised: undefined,
});

/** The line of a change as the transform writes it at that time. */
export const lineOf = (change: Change<Sale>, processedAtMs: number): string => {
  const line = saleStream.linesAt(processedAtMs)(change);
  if (line._tag === 'Left') throw new Error(line.left.details.join(' '));
  return line.right;
};

/** Milliseconds since 1970 as SQL writes a timestamp. */
export const sqlTimestamp = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 23);
