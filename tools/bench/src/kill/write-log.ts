import { changeKey, type SaleChange } from './sale-change.js';

/** What the writers know of their writes, kept outside the process that is killed. */
export class WriteLog {
  readonly #acknowledged = new Map<string, SaleChange>();
  readonly #inDoubt = new Set<string>();
  readonly #lastOf = new Map<string, SaleChange>();

  /** DynamoDB answered that it has the change: from here on it must not be lost. */
  acknowledge(change: SaleChange): void {
    this.#acknowledged.set(changeKey(change), change);
    this.#lastOf.set(change.saleId, change);
  }

  /** No answer came: the change may be there or not, and nothing can be said of how the sale ends. */
  doubt(change: SaleChange): void {
    this.#inDoubt.add(changeKey(change));
    this.#lastOf.delete(change.saleId);
  }

  get acknowledged(): ReadonlyMap<string, SaleChange> {
    return this.#acknowledged;
  }

  /** Keys of the changes without an answer. */
  get inDoubt(): ReadonlySet<string> {
    return this.#inDoubt;
  }

  /** The last change of each sale all of whose writes were answered. */
  get lastOf(): ReadonlyMap<string, SaleChange> {
    return this.#lastOf;
  }
}
