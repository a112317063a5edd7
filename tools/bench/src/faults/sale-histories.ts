import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** An image of an item as DynamoDB's JSON. */
export type Image = Readonly<Record<string, AttributeValue>>;

/** What is to be written to one sale: the image to put, or its deletion. */
export type Write = { readonly put: Image } | { readonly delete: true };

/** The writes to one sale in their order. */
export interface SaleHistory {
  readonly saleId: string;
  readonly writes: readonly Write[];
}

const PRODUCTS = ['Laptop', 'Phone', 'Café ☕', 'Desk'];
const MOST_SALES = 6;
const MOST_WRITES = 10;

/** Lives of a few sales: inserted, updated with versions that go up by one, deleted, inserted again. */
export const saleHistories = (seed: number, random: () => number): readonly SaleHistory[] => {
  const count = 1 + Math.floor(random() * MOST_SALES);
  return Array.from({ length: count }, (_, index) => {
    const saleId = `seed-${String(seed)}-${String(index)}`;
    return { saleId, writes: writesOf(saleId, random) };
  });
};

const writesOf = (saleId: string, random: () => number): readonly Write[] => {
  const writes: Write[] = [];
  let version = 0;
  for (let left = 1 + Math.floor(random() * MOST_WRITES); left > 0; left -= 1) {
    if (version > 0 && random() < 0.2) {
      version = 0;
      writes.push({ delete: true });
    } else {
      version += 1;
      writes.push({ put: imageOf(saleId, version, random) });
    }
  }
  return writes;
};

const imageOf = (saleId: string, version: number, random: () => number): Image => ({
  sale_id: { S: saleId },
  product_id: { S: 'p-1' },
  product_name: { S: PRODUCTS[Math.floor(random() * PRODUCTS.length)] ?? '' },
  quantity: { N: String(1 + Math.floor(random() * 9)) },
  unit_price: { N: (random() * 1000).toFixed(2) },
  currency: { S: 'EUR' },
  status: { S: version === 1 ? 'COMPLETED' : 'REFUNDED' },
  version: { N: String(version) },
  creation_datetime: { S: '2026-11-23T10:00:00.000Z' },
});
