import type { Sale } from '@sales-cdc/sales-event';
import type { SaleDelete, SaleUpdate } from '../lives/sale-change.js';
import type { SalesTable } from '../table/sales-table.js';
import type { Counts } from './counts.js';
import { persistAll } from './persist-all.js';
import { persist, type Persistence } from './persist.js';
import type { Step } from './steps.js';

/**
 * Puts steps into the table and counts what became of them. A new sale never takes the place of one that is there. One
 * new sale is written on that condition; a batch cannot carry conditions, so the ids are looked up before it is written,
 * unless the caller knows them to be new.
 */
export class SaleWriter {
  constructor(
    private readonly table: SalesTable,
    private readonly counts: Counts,
    private readonly persistence: Persistence,
    private readonly areIdsNew: boolean,
  ) {}

  /** Returns when the table has answered for every change of the step; throws when it has not, or refuses for good. */
  async write(step: Step): Promise<void> {
    await (step.kind === 'inserts' ? this.#insertAll(step.sales) : this.#change(step.change));
  }

  async #change(change: SaleUpdate | SaleDelete): Promise<void> {
    const isUpdate = change.kind === 'update';
    const attempt = () => (isUpdate ? this.table.update(change) : this.table.delete(change));
    const isDone = await persist(attempt, this.persistence);
    this.counts[isDone ? (isUpdate ? 'updated' : 'deleted') : 'conflicts'] += 1;
  }

  async #insertAll(sales: readonly Sale[]): Promise<void> {
    const [sale] = sales;
    if (sale !== undefined && sales.length === 1) {
      const isDone = await persist(() => this.table.insert(sale), this.persistence);
      this.counts[isDone ? 'written' : 'existing'] += 1;
      return;
    }
    const present = this.areIdsNew ? new Set<string>() : await this.#present(sales);
    this.counts.existing += present.size;
    await this.#putAll(sales.filter(({ sale_id }) => !present.has(sale_id)));
  }

  async #present(sales: readonly Sale[]): Promise<ReadonlySet<string>> {
    const present = new Set<string>();
    const lookUp = async (ids: readonly string[]) => {
      const { found, left } = await this.table.present(ids);
      for (const id of found) present.add(id);
      return left;
    };
    await persistAll(
      sales.map(({ sale_id }): string => sale_id),
      lookUp,
      this.persistence,
    );
    return present;
  }

  async #putAll(sales: readonly Sale[]): Promise<void> {
    const put = async (wanted: readonly Sale[]) => {
      const left = await this.table.putAll(wanted);
      this.counts.written += wanted.length - left.length;
      return left;
    };
    await persistAll(sales, put, this.persistence);
  }
}
