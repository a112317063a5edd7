import type { GlueColumn } from '@sales-cdc/lake-table';

const DAY_MS = 86_400_000;
const PRODUCTS = ['Laptop', 'Mouse', 'Keyboard', 'Monitor', 'Headset', 'Dock', 'Cable', 'Webcam', 'Desk', 'Chair'];
const WORDS: Readonly<Record<string, readonly string[]>> = {
  op: ['INSERT', 'INSERT', 'INSERT', 'MODIFY'],
  category: ['computers', 'accessories', 'furniture'],
  channel: ['WEB', 'STORE', 'APP'],
  country: ['DE', 'FR', 'IT', 'PL', 'ES'],
  payment_method: ['CARD', 'CASH', 'INVOICE'],
  currency: ['EUR'],
  status: ['COMPLETED', 'PENDING', 'REFUNDED'],
};

/** Numbers from 0 to 1 that are the same at every run. https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
export const lehmer = (seed: number): (() => number) => {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
};

/** One line of the lake in the shape of its columns; `sinceMs` is the first moment of its day. */
export const saleLine = (columns: readonly GlueColumn[], random: () => number, sinceMs: number): string =>
  `${JSON.stringify(rowOf(columns, random, sinceMs))}\n`;

const rowOf = (columns: readonly GlueColumn[], random: () => number, sinceMs: number): Record<string, unknown> =>
  Object.fromEntries(columns.map(({ name, type }) => [name, valueOf(name, type, random, sinceMs)]));

const valueOf = (name: string, type: string, random: () => number, sinceMs: number): unknown => {
  const among = (values: readonly string[]): string => values[Math.floor(random() * values.length)] ?? '';
  if (type.startsWith('struct<')) return random() < 0.25 ? rowOf(fieldsOf(type), random, sinceMs) : null;
  if (name === 'product_name') return among(PRODUCTS);
  if (name === 'unrecognised') return null;
  if (WORDS[name]) return among(WORDS[name]);
  if (type === 'int' || type === 'bigint') return 1 + Math.floor(random() * 5);
  if (type.startsWith('decimal')) return Math.round(random() * 1e6) / 100;
  if (type === 'timestamp')
    return new Date(sinceMs + random() * DAY_MS).toISOString().replace('T', ' ').replace('Z', '');
  return `${name}-${Math.floor(random() * 1e9).toString(36)}`;
};

/** The fields of a struct of scalars: `struct<sale_id:string,unit_price:decimal(18,4)>`. */
const fieldsOf = (type: string): readonly GlueColumn[] =>
  [...type.slice('struct<'.length, -1).matchAll(/(\w+):(\w+(?:\(\d+,\d+\))?)/g)].map(([, name = '', field = '']) => ({
    name,
    type: field,
    comment: '',
  }));
