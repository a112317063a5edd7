import type { SimulatedCloud } from '@sales-cdc/local-cloud/simulation';
import { isDeepStrictEqual } from 'node:util';
import type { Image, SaleHistory, Write } from './sale-histories.js';

/** A change that the table has acknowledged, or holds. */
export interface KnownChange {
  readonly op: 'c' | 'u' | 'd';
  /** Of the new image, or of the last one where the sale was deleted. */
  readonly image: Image;
}

type DynamoDb = SimulatedCloud['apis']['dynamodb'];

/**
 * Writes the history of one sale, over as many lives of the process as it takes. A write whose answer never came is
 * looked for in the table before the next one.
 */
export class SaleWriter {
  readonly changes: KnownChange[] = [];
  #next = 0;
  #inFlight = false;
  #current: Image | undefined;

  constructor(private readonly history: SaleHistory) {}

  get saleId(): string {
    return this.history.saleId;
  }

  /** The sale as the table holds it after all that was acknowledged; undefined where it is deleted. */
  get current(): Image | undefined {
    return this.#current;
  }

  get isDone(): boolean {
    return this.#next >= this.history.writes.length;
  }

  /** Writes what is left, with pauses of up to that many milliseconds. */
  async go({ apis: { dynamodb }, sleep }: SimulatedCloud, tableName: string, pauseMs: () => number): Promise<void> {
    for (let write = this.history.writes[this.#next]; write; write = this.history.writes[this.#next]) {
      await sleep(pauseMs());
      if (this.#inFlight && (await this.#isWritten(write, tableName, dynamodb))) {
        this.#acknowledged(write);
        continue;
      }
      this.#inFlight = true;
      // A table that refuses a write has not written it, but only what it holds tells for sure.
      await this.#write(write, tableName, dynamodb).then(
        () => {
          this.#acknowledged(write);
        },
        () => undefined,
      );
    }
  }

  #acknowledged(write: Write): void {
    const before = this.#current;
    this.#current = 'put' in write ? write.put : undefined;
    const image = this.#current ?? before;
    if (image) this.changes.push({ op: !before ? 'c' : this.#current ? 'u' : 'd', image });
    this.#inFlight = false;
    this.#next += 1;
  }

  async #write(write: Write, TableName: string, dynamodb: DynamoDb): Promise<void> {
    if ('put' in write) await dynamodb.PutItem({ TableName, Item: write.put });
    else await dynamodb.DeleteItem({ TableName, Key: { sale_id: { S: this.saleId } } });
  }

  async #isWritten(write: Write, TableName: string, dynamodb: DynamoDb): Promise<boolean> {
    const key = { sale_id: { S: this.saleId } };
    const { Item } = (await dynamodb.GetItem({ TableName, Key: key, ConsistentRead: true })) as {
      readonly Item?: Image;
    };
    return isDeepStrictEqual(Item, 'put' in write ? write.put : undefined);
  }
}
