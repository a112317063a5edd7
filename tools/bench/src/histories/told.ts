import type { Row } from '../faults/lake.js';
import type { Image } from '../faults/sale-histories.js';
import type { ModelSale } from './sale-model.js';

/** A change as a row of the lake tells it, as far as the histories differ. */
export interface ToldChange {
  readonly op: string;
  readonly image: ToldImage;
  readonly before: ToldImage | null;
}

export interface ToldImage {
  readonly sale_id: unknown;
  readonly product_name: unknown;
  readonly quantity: unknown;
  readonly unit_price: unknown;
  readonly version: unknown;
}

export type ToldHistories = Readonly<Record<string, readonly ToldChange[]>>;

/** What the rows tell of each sale, in the order of the sequence numbers. A row that came again counts once. */
export const toldByRows = (rows: readonly Row[]): ToldHistories => {
  const bySequenceNumber = new Map(rows.map((row) => [row.sequence_number, row]));
  const inOrder = [...bySequenceNumber.values()].sort((a, b) => (a.sequence_number < b.sequence_number ? -1 : 1));
  const told: Record<string, ToldChange[]> = {};
  for (const row of inOrder) {
    const before = row['before'] as Row | null;
    (told[row.sale_id] ??= []).push({ op: row.op, image: toldImage(row), before: before && toldImage(before) });
  }
  return told;
};

const toldImage = ({ sale_id, version, ...columns }: Row): ToldImage => {
  const { product_name, quantity, unit_price } = columns as Partial<Record<string, unknown>>;
  return { sale_id, product_name, quantity, unit_price, version };
};

/** What the rows should tell. */
export const toldByModel = (sales: readonly ModelSale[]): ToldHistories =>
  Object.fromEntries(
    sales.map(({ saleId, changes }) => [
      saleId,
      changes.map(({ op, image, before }) => ({
        op,
        image: modelImage(image),
        before: before ? modelImage(before) : null,
      })),
    ]),
  );

const modelImage = (image: Image): ToldImage => ({
  sale_id: image['sale_id']?.S,
  product_name: image['product_name']?.S,
  quantity: Number(image['quantity']?.N),
  unit_price: Number(image['unit_price']?.N),
  version: Number(image['version']?.N),
});
