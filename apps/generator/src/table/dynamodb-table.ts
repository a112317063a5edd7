import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Sale } from '@sales-cdc/sales-event';
import { saleItem } from '@sales-cdc/stream-codec';
import type { SaleDelete, SaleUpdate } from '../lives/sale-change.js';
import { checkTable } from './check-table.js';
import type { SalesTable } from './sales-table.js';

/** A SalesTable in DynamoDB. */
export class DynamoDbTable implements SalesTable {
  constructor(
    private readonly client: Pick<DynamoDBClient, 'send'>,
    private readonly table: string,
  ) {}

  check(): Promise<void> {
    return checkTable(this.client, this.table);
  }

  async insert(sale: Sale): Promise<void> {
    await this.client.send(
      new PutItemCommand({
        TableName: this.table,
        Item: saleItem.encode(sale),
        ConditionExpression: 'attribute_not_exists(sale_id)',
      }),
    );
  }

  async update({ sale, seen }: SaleUpdate): Promise<void> {
    const before = saleItem.encode(seen);
    const changed = Object.entries(saleItem.encode(sale)).filter(
      ([name, value]) => name !== 'version' && !isSame(value, before[name]),
    );
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.table,
        Key: keyOf(sale.sale_id),
        // Every name stands behind a #: `status`, for one, is a reserved word.
        UpdateExpression: ['SET #version = #version + :one', ...changed.map((_, n) => `#m${n} = :m${n}`)].join(', '),
        ConditionExpression: '#version = :seen',
        ExpressionAttributeNames: {
          '#version': 'version',
          ...Object.fromEntries(changed.map(([name], n) => [`#m${n}`, name])),
        },
        ExpressionAttributeValues: {
          ':one': { N: '1' },
          ':seen': { N: String(seen.version) },
          ...Object.fromEntries(changed.map(([, value], n) => [`:m${n}`, value])),
        },
      }),
    );
  }

  async delete({ seen }: SaleDelete): Promise<void> {
    await this.client.send(
      new DeleteItemCommand({
        TableName: this.table,
        Key: keyOf(seen.sale_id),
        ConditionExpression: '#version = :seen',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':seen': { N: String(seen.version) } },
      }),
    );
  }

  async present(saleIds: readonly string[]): ReturnType<SalesTable['present']> {
    const { Responses, UnprocessedKeys } = await this.client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [this.table]: { Keys: saleIds.map(keyOf), ProjectionExpression: 'sale_id', ConsistentRead: true },
        },
      }),
    );
    return { found: idsOf(Responses?.[this.table]), left: idsOf(UnprocessedKeys?.[this.table]?.Keys) };
  }

  async putAll(sales: readonly Sale[]): Promise<readonly Sale[]> {
    const { UnprocessedItems } = await this.client.send(
      new BatchWriteItemCommand({
        RequestItems: { [this.table]: sales.map((sale) => ({ PutRequest: { Item: saleItem.encode(sale) } })) },
      }),
    );
    const left = new Set(idsOf(UnprocessedItems?.[this.table]?.map(({ PutRequest }) => PutRequest?.Item ?? {})));
    return sales.filter(({ sale_id }) => left.has(sale_id));
  }
}

type Item = Readonly<Record<string, AttributeValue>>;

const keyOf = (saleId: string) => ({ sale_id: { S: saleId } });

const idsOf = (items: readonly Item[] | undefined): string[] =>
  (items ?? []).flatMap(({ sale_id }) => sale_id?.S ?? []);

const isSame = (left: object | undefined, right: object | undefined): boolean =>
  JSON.stringify(left) === JSON.stringify(right);
