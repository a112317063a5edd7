import { isDeepStrictEqual } from 'node:util';
import type { Image } from '../faults/sale-histories.js';
import type { KnownChange } from '../faults/writer.js';

/** A change with what was there before it. */
export interface ModelChange extends KnownChange {
  readonly before: Image | undefined;
}

/** One sale as the model knows it. */
export interface ModelSale {
  readonly saleId: string;
  readonly changes: readonly ModelChange[];
  /** Undefined where it is not there, or not any more. */
  readonly current: Image | undefined;
}

/** What the table and its history would be if they were plain maps in a world where nothing happens but writes. */
export class SaleModel {
  readonly #current = new Map<string, Image>();
  readonly #changes = new Map<string, readonly ModelChange[]>();
  isPipeRunning = true;
  shardCount = 1;
  /** How long no process lived, all in all. */
  awayMs = 0;
  /** Whether a process has ended: what it had under way may be delivered again. */
  hasEnded = false;

  current(saleId: string): Image | undefined {
    return this.#current.get(saleId);
  }

  get sales(): readonly ModelSale[] {
    return [...this.#changes].map(([saleId, changes]) => ({ saleId, changes, current: this.current(saleId) }));
  }

  /** A write that leaves the item as it was is no change, as in DynamoDB. */
  put(saleId: string, image: Image): void {
    const before = this.current(saleId);
    if (isDeepStrictEqual(before, image)) return;
    this.#current.set(saleId, image);
    this.#add(saleId, { op: before ? 'u' : 'c', image, before });
  }

  /** What is not there can be deleted, too, which is no change. */
  delete(saleId: string): void {
    const image = this.current(saleId);
    if (!image) return;
    this.#current.delete(saleId);
    this.#add(saleId, { op: 'd', image, before: undefined });
  }

  #add(saleId: string, change: ModelChange): void {
    this.#changes.set(saleId, [...(this.#changes.get(saleId) ?? []), change]);
  }
}
