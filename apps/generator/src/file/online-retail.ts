import type { BadLine, Row } from './row.js';
import { ukTimeToUtc } from './uk-time.js';

/** The columns of the "Online Retail" data set of the UCI Machine Learning Repository: https://archive.ics.uci.edu/dataset/352/online+retail */
export const ONLINE_RETAIL_COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

/**
 * A line of an online-retail file, in the form that the sale's codec reads.
 *
 * An invoice that begins with C is a cancellation: status CANCELLED, its quantity stays negative. Any other line is
 * COMPLETED, also one with a negative quantity (a return). An invoice may name a stock code twice, so the line number is
 * a part of the sale's id. The prices are pounds; their text is kept as it stands. Only what the file says is filled in.
 */
export const onlineRetailSale = ({ line, members }: Row): Readonly<Record<string, unknown>> | BadLine => {
  const text = (column: (typeof ONLINE_RETAIL_COLUMNS)[number]) => textOf(members[column]);
  const invoice = text('InvoiceNo');
  if (invoice === '') return { line, reason: 'InvoiceNo: must not be empty' };
  const soldAt = ukTimeToUtc(text('InvoiceDate'));
  if (soldAt === undefined) {
    return {
      line,
      reason: `InvoiceDate: must be like 2010-12-01 08:26:00, got ${JSON.stringify(text('InvoiceDate'))}`,
    };
  }
  return {
    sale_id: `${invoice}-${text('StockCode')}-${line}`,
    product_id: text('StockCode'),
    product_name: text('Description'),
    ...present('customer_id', text('CustomerID').replace(/\.0$/, '')),
    ...present('country', text('Country')),
    quantity: text('Quantity'),
    unit_price: text('UnitPrice'),
    currency: 'GBP',
    status: invoice.startsWith('C') ? 'CANCELLED' : 'COMPLETED',
    version: 1,
    creation_datetime: soldAt,
  };
};

const present = (member: string, value: string) => (value === '' ? {} : { [member]: value });

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
