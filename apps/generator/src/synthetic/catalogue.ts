/** What the imaginary shop sells. `cents` is the price in euro cents; `weight` is how often it sells; `most` how many at once. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly cents: number;
  readonly weight: number;
  readonly most: number;
}

const product = (id: string, name: string, category: string, cents: number, weight: number, most: number): Product => ({
  id,
  name,
  category,
  cents,
  weight,
  most,
});

export const PRODUCTS: readonly Product[] = [
  product('P-1001', 'Laptop', 'Computers', 119_900, 12, 2),
  product('P-1002', 'Laptop Sleeve', 'Accessories', 2_990, 8, 3),
  product('P-1003', 'Monitor 27"', 'Computers', 32_900, 7, 3),
  product('P-1004', 'Mechanical Keyboard', 'Accessories', 12_900, 8, 3),
  product('P-1005', 'Wireless Mouse', 'Accessories', 3_990, 14, 5),
  product('P-1006', 'USB-C Cable, 2 m', 'Accessories', 1_290, 18, 10),
  product('P-1007', 'Docking Station', 'Computers', 18_900, 4, 2),
  product('P-2001', 'Smartphone', 'Phones', 79_900, 9, 2),
  product('P-2002', 'Phone Case', 'Accessories', 1_990, 12, 4),
  product('P-3001', 'Noise-Cancelling Headphones', 'Audio', 27_900, 7, 2),
  product('P-3002', 'Bluetooth Speaker', 'Audio', 8_990, 6, 3),
  product('P-4001', 'Office Chair', 'Furniture', 24_900, 3, 6),
  product('P-4002', 'Standing Desk', 'Furniture', 54_900, 2, 4),
  product('P-5001', 'Gift Card', 'Gift Cards', 5_000, 4, 10),
];

/** Where it sells. `rate` turns a euro price into the store's currency; prices are rounded, as shops do, not converted to the cent. */
export interface Store {
  readonly id: string;
  readonly channel: string;
  readonly country: string;
  readonly currency: string;
  readonly rate: number;
  readonly weight: number;
}

const store = (
  id: string,
  channel: string,
  country: string,
  currency: string,
  rate: number,
  weight: number,
): Store => ({
  id,
  channel,
  country,
  currency,
  rate,
  weight,
});

export const STORES: readonly Store[] = [
  store('berlin-1', 'store', 'DE', 'EUR', 1, 10),
  store('web-de', 'online', 'DE', 'EUR', 1, 18),
  store('paris-1', 'store', 'FR', 'EUR', 1, 8),
  store('web-fr', 'online', 'FR', 'EUR', 1, 10),
  store('london-1', 'store', 'GB', 'GBP', 0.9, 8),
  store('web-gb', 'online', 'GB', 'GBP', 0.9, 14),
  store('zurich-1', 'store', 'CH', 'CHF', 1, 4),
  store('new-york-1', 'store', 'US', 'USD', 1.1, 9),
  store('web-us', 'online', 'US', 'USD', 1.1, 15),
  store('marketplace-pl', 'marketplace', 'PL', 'PLN', 4.3, 4),
];

export const PAYMENT_METHODS = [
  { name: 'card', weight: 60 },
  { name: 'paypal', weight: 20 },
  { name: 'bank_transfer', weight: 8 },
  { name: 'cash', weight: 7 },
  { name: 'gift_card', weight: 5 },
] as const;

/** The price of a product in a store, as exact decimal text: worked out in whole cents, and rounded to 10 of them. */
export const priceIn = ({ rate }: Store, { cents }: Product): string => {
  const local = Math.round((cents * rate) / 10) * 10;
  return `${Math.floor(local / 100)}.${String(local % 100).padStart(2, '0')}`;
};
