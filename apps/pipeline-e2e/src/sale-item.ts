import type { AttributeValue } from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** A sale of now as a DynamoDB item. */
export const saleItemOf = (saleId: string, change: Item = {}): Item => ({
  sale_id: { S: saleId },
  product_id: { S: 'P-1' },
  product_name: { S: 'Lamp' },
  quantity: { N: '1' },
  unit_price: { N: '9.9' },
  currency: { S: 'EUR' },
  status: { S: 'COMPLETED' },
  version: { N: '1' },
  creation_datetime: { S: new Date().toISOString() },
  ...change,
});

/** A laptop, whose price makes two or three of them worth an alert. */
export const laptopItemOf = (saleId: string, change: Item = {}): Item =>
  saleItemOf(saleId, { product_name: { S: 'Laptop' }, unit_price: { N: '999.9' }, ...change });
