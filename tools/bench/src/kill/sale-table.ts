import { DeleteItemCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { saleItem } from '@sales-cdc/stream-codec';
import type { Answer, SaleTable } from './sale-writer.js';

/** The table over the wire. An error other than "nobody listens" leaves the write in doubt. */
export const saleTable = (client: DynamoDBClient, TableName: string): SaleTable => ({
  put: (sale) => answerOf(client.send(new PutItemCommand({ TableName, Item: saleItem.encode(sale) }))),
  delete: (saleId) => answerOf(client.send(new DeleteItemCommand({ TableName, Key: { sale_id: { S: saleId } } }))),
});

const answerOf = async (call: Promise<unknown>): Promise<Answer> => {
  try {
    await call;
    return 'acknowledged';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED' ? 'unsent' : 'in-doubt';
  }
};
