import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../random/seeded-random.js';
import { writeSales, type SaleTable } from './sale-writer.js';
import type { WriteLog } from './write-log.js';

export interface LoadOptions {
  readonly table: SaleTable;
  readonly log: WriteLog;
  readonly seed: number;
  /** Writes per second of all writers together, at most. */
  readonly rate: number;
  readonly stop: AbortSignal;
}

const WRITERS = 8;

/** Writes sales from several writers at once until it is stopped. */
export const load = async ({ table, log, seed, rate, stop }: LoadOptions): Promise<void> => {
  const writers = Array.from({ length: WRITERS }, (_, number) =>
    writeSales({
      name: `w${number}`,
      table,
      log,
      random: seededRandom(seed * WRITERS + number),
      nowMs: () => performance.timeOrigin + performance.now(),
      pause: () => delay((1000 * WRITERS) / rate),
      stop,
    }),
  );
  await Promise.all(writers);
};
