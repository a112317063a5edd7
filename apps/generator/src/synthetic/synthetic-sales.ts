import { Sale, describeErrors } from '@sales-cdc/sales-event';
import { seededRandom } from '../random/seeded-random.js';
import { PAYMENT_METHODS, PRODUCTS, STORES, priceIn } from './catalogue.js';

const CUSTOMERS = 2_000;
/** Most sales are of a single piece. */
const SHARE_OF_SINGLES = 0.7;
/** Shop assistants do not always ask for the customer's name. */
const SHARE_OF_KNOWN_CUSTOMERS = 0.85;

/**
 * The id of the nth sale of a seed. Different seeds never share an id: the seed is in it. The same seed gives the same
 * ids in every run.
 */
export const syntheticSaleId = (seed: number, index: number): string =>
  `${seed.toString(36)}-${String(index).padStart(8, '0')}`;

/**
 * Sales without end, made up from a small catalogue. They depend on the seed alone, but for `creation_datetime`, which
 * is what `now` (milliseconds since the epoch) says when the sale is asked for.
 *
 * Law: the same seed and the same times give the same sales.
 */
export function* syntheticSales(seed: number, now: () => number): Generator<Sale, never> {
  const random = seededRandom(seed, 1);
  for (let index = 1; ; index += 1) {
    const product = random.pick(PRODUCTS);
    const store = random.pick(STORES);
    const customer = String(random.below(CUSTOMERS) + 1).padStart(5, '0');
    const isKnown = store.channel === 'online' || random.chance(SHARE_OF_KNOWN_CUSTOMERS);
    yield checked({
      sale_id: syntheticSaleId(seed, index),
      product_id: product.id,
      product_name: product.name,
      category: product.category,
      ...(isKnown && { customer_id: `C-${customer}` }),
      store_id: store.id,
      channel: store.channel,
      country: store.country,
      payment_method: random.pick(PAYMENT_METHODS).name,
      quantity: random.chance(SHARE_OF_SINGLES) ? 1 : 1 + random.below(product.most),
      unit_price: priceIn(store, product),
      currency: store.currency,
      status: 'COMPLETED',
      version: 1,
      creation_datetime: new Date(now()).toISOString(),
    });
  }
}

const checked = (input: unknown): Sale => {
  const sale = Sale.decode(input);
  if (sale._tag === 'Left')
    throw new Error(`The catalogue makes sales that are none: ${describeErrors(sale.left).join('; ')}`);
  return sale.right;
};
