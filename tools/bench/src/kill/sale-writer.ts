import type { Sale } from '@sales-cdc/sales-event';
import type { SaleChange } from './sale-change.js';
import type { WriteLog } from './write-log.js';

/** How a write ended: `unsent` when nobody listened, so nothing can have happened. */
export type Answer = 'acknowledged' | 'in-doubt' | 'unsent';

/** The table, as a writer uses it. Never rejects. */
export interface SaleTable {
  put(sale: Sale): Promise<Answer>;
  delete(saleId: string): Promise<Answer>;
}

export interface SaleWriterOptions {
  /** Begins the id of each sale, so that writers never share one. */
  readonly name: string;
  readonly table: SaleTable;
  readonly log: WriteLog;
  readonly random: () => number;
  readonly nowMs: () => number;
  /** Waits before the next write. */
  readonly pause: () => Promise<void>;
  readonly stop: AbortSignal;
}

const UPDATE_SHARE = 0.4;
const DELETE_SHARE = 0.1;

/** Writes lives of sales, one after the other, each change once, until it is stopped; the log knows each answer. */
export const writeSales = async (options: SaleWriterOptions): Promise<void> => {
  for (let number = 0; !options.stop.aborted; number++) await writeLife(`${options.name}-${number}`, options);
};

/** Inserts a sale and changes it until chance, a delete or a write without an answer ends its life. */
const writeLife = async (saleId: string, options: SaleWriterOptions): Promise<void> => {
  const { table, random, nowMs } = options;
  let sale = saleOf(saleId, 1, nowMs());
  let isAnswered = await write({ saleId, op: 'c', version: 1 }, () => table.put(sale), options);
  while (isAnswered) {
    const draw = random();
    if (draw < DELETE_SHARE) {
      await write({ saleId, op: 'd', version: sale.version }, () => table.delete(saleId), options);
      return;
    }
    if (draw >= DELETE_SHARE + UPDATE_SHARE) return;
    const next = { ...sale, version: sale.version + 1, status: 'REFUNDED' } as Sale;
    isAnswered = await write({ saleId, op: 'u', version: next.version }, () => table.put(next), options);
    sale = next;
  }
};

/** Whether an answer came; what was never sent is tried again until somebody listens. */
const write = async (
  change: SaleChange,
  send: () => Promise<Answer>,
  { log, pause, stop }: SaleWriterOptions,
): Promise<boolean> => {
  while (!stop.aborted) {
    await pause();
    const answer = await send();
    if (answer === 'unsent') continue;
    if (answer === 'acknowledged') log.acknowledge(change);
    else log.doubt(change);
    return answer === 'acknowledged';
  }
  return false;
};

const saleOf = (saleId: string, version: number, atMs: number): Sale =>
  ({
    sale_id: saleId,
    product_id: 'product-1',
    product_name: 'Laptop',
    quantity: 1,
    unit_price: '999.90',
    currency: 'EUR',
    status: 'COMPLETED',
    version,
    creation_datetime: new Date(atMs).toISOString(),
  }) as Sale;
