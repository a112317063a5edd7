import type { Sale } from '@sales-cdc/sales-event';
import type { SaleDelete, SaleUpdate } from '../lives/sale-change.js';
import type { SalesTable } from '../table/sales-table.js';

/** What goes wrong with one call: the error, and whether the call was done all the same. */
export interface Mishap {
  readonly error: Error;
  readonly isDone: boolean;
}

export const dynamoDbError = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

/** For tests: a table in memory that keeps conditions as DynamoDB does, and fails as it is told. */
export class FakeTable implements SalesTable {
  readonly sales = new Map<string, Sale>();
  /** The name of every call, in order. */
  readonly calls: string[] = [];
  /** How many sales one call of `putAll` or `present` has capacity for. */
  capacity = Infinity;

  constructor(private readonly mishap: () => Mishap | undefined = () => undefined) {}

  async check(): Promise<void> {
    this.#call('check', () => undefined);
  }

  async insert(sale: Sale): Promise<void> {
    this.#call('insert', () => {
      this.#demand(!this.sales.has(sale.sale_id));
      this.sales.set(sale.sale_id, sale);
    });
  }

  async update({ sale, seen }: SaleUpdate): Promise<void> {
    this.#call('update', () => {
      this.#demand(this.sales.get(seen.sale_id)?.version === seen.version);
      this.sales.set(sale.sale_id, sale);
    });
  }

  async delete({ seen }: SaleDelete): Promise<void> {
    this.#call('delete', () => {
      this.#demand(this.sales.get(seen.sale_id)?.version === seen.version);
      this.sales.delete(seen.sale_id);
    });
  }

  async present(saleIds: readonly string[]): ReturnType<SalesTable['present']> {
    const found = this.#call('present', () => saleIds.slice(0, this.capacity).filter((id) => this.sales.has(id)));
    return { found, left: saleIds.slice(this.capacity) };
  }

  async putAll(sales: readonly Sale[]): Promise<readonly Sale[]> {
    this.#call('putAll', () => {
      for (const sale of sales.slice(0, this.capacity)) this.sales.set(sale.sale_id, sale);
    });
    return sales.slice(this.capacity);
  }

  #call<T>(name: string, action: () => T): T {
    this.calls.push(name);
    const mishap = this.mishap();
    if (mishap === undefined) return action();
    if (mishap.isDone) action();
    throw mishap.error;
  }

  #demand(condition: boolean): void {
    if (!condition) throw dynamoDbError('ConditionalCheckFailedException', 400);
  }
}
