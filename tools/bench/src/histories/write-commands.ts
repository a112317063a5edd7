import fc from 'fast-check';
import type { Image } from '../faults/sale-histories.js';
import { tableOf, type Pipeline } from './pipeline.js';
import type { SaleModel } from './sale-model.js';

export type HistoryCommand = fc.AsyncCommand<SaleModel, Pipeline>;

/** What a write says about a sale; its version follows from what is there. */
export interface Wording {
  readonly productName: string;
  readonly quantity: number;
}

const imageOf = (saleId: string, { productName, quantity }: Wording, version: number): Image => ({
  sale_id: { S: saleId },
  product_id: { S: 'p-1' },
  product_name: { S: productName },
  quantity: { N: String(quantity) },
  unit_price: { N: '19.99' },
  currency: { S: 'EUR' },
  status: { S: 'COMPLETED' },
  version: { N: String(version) },
  creation_datetime: { S: '2026-11-23T10:00:00.000Z' },
});

const versionOf = (image: Image | undefined): number => Number(image?.['version']?.N ?? 0);

/** PutItem over whatever is there. */
class Put implements HistoryCommand {
  constructor(
    private readonly saleId: string,
    private readonly wording: Wording,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: SaleModel, pipeline: Pipeline): Promise<void> {
    const Item = imageOf(this.saleId, this.wording, versionOf(model.current(this.saleId)) + 1);
    await pipeline.do((cloud) => cloud.apis.dynamodb.PutItem({ TableName: tableOf(cloud), Item }));
    model.put(this.saleId, Item);
  }

  toString(): string {
    return `put ${this.saleId} ${JSON.stringify(this.wording)}`;
  }
}

/** PutItem of what is there already. */
class PutAgain implements HistoryCommand {
  constructor(private readonly saleId: string) {}

  check(model: Readonly<SaleModel>): boolean {
    return model.current(this.saleId) !== undefined;
  }

  async run(model: SaleModel, pipeline: Pipeline): Promise<void> {
    const Item = model.current(this.saleId) ?? {};
    await pipeline.do((cloud) => cloud.apis.dynamodb.PutItem({ TableName: tableOf(cloud), Item }));
    model.put(this.saleId, Item);
  }

  toString(): string {
    return `put ${this.saleId} again`;
  }
}

/** UpdateItem on condition of the version that was seen. */
class Update implements HistoryCommand {
  constructor(
    private readonly saleId: string,
    private readonly wording: Wording,
  ) {}

  check(model: Readonly<SaleModel>): boolean {
    return model.current(this.saleId) !== undefined;
  }

  async run(model: SaleModel, pipeline: Pipeline): Promise<void> {
    const seen = versionOf(model.current(this.saleId));
    await pipeline.do((cloud) =>
      cloud.apis.dynamodb.UpdateItem({
        TableName: tableOf(cloud),
        Key: { sale_id: { S: this.saleId } },
        UpdateExpression: 'SET product_name = :name, quantity = :quantity, #version = #version + :one',
        ConditionExpression: '#version = :seen',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: {
          ':name': { S: this.wording.productName },
          ':quantity': { N: String(this.wording.quantity) },
          ':one': { N: '1' },
          ':seen': { N: String(seen) },
        },
      }),
    );
    model.put(this.saleId, imageOf(this.saleId, this.wording, seen + 1));
  }

  toString(): string {
    return `update ${this.saleId} ${JSON.stringify(this.wording)}`;
  }
}

/** DeleteItem, whether the sale is there or not. */
class Delete implements HistoryCommand {
  constructor(private readonly saleId: string) {}

  check(): boolean {
    return true;
  }

  async run(model: SaleModel, pipeline: Pipeline): Promise<void> {
    const Key = { sale_id: { S: this.saleId } };
    await pipeline.do((cloud) => cloud.apis.dynamodb.DeleteItem({ TableName: tableOf(cloud), Key }));
    model.delete(this.saleId);
  }

  toString(): string {
    return `delete ${this.saleId}`;
  }
}

/** Writes to any of these sales. */
export const writeCommands = (saleIds: readonly string[]): readonly fc.Arbitrary<HistoryCommand>[] => {
  const saleId = fc.constantFrom(...saleIds);
  const wording = fc.record({
    productName: fc.constantFrom('Laptop', 'Phone', 'Café ☕', '"Desk",\n2'),
    quantity: fc.integer({ min: 1, max: 9 }),
  });
  return [
    fc.tuple(saleId, wording).map((given) => new Put(...given)),
    saleId.map((id) => new PutAgain(id)),
    fc.tuple(saleId, wording).map((given) => new Update(...given)),
    saleId.map((id) => new Delete(id)),
  ];
};
