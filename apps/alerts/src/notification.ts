import { isRight } from 'fp-ts/lib/Either.js';
import { totalAmount, type Sale } from '@sales-cdc/sales-event';
import { type Alert } from './alert.js';
import { ascii, oneLine } from './plain-text.js';

/** An attribute as SNS takes it, for the filter policies of subscriptions. */
export interface Attribute {
  readonly DataType: 'String' | 'Number';
  readonly StringValue: string;
}

/** What is published of an alert. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export interface Notification {
  /** 1 to 100 characters of printable ASCII. */
  readonly Subject: string;
  /** For people: what, where, when, why. */
  readonly Message: string;
  /** For filters: `currency`, `amount`, `op`, `sale_id`, `event_id`, and `store_id` and `country` where the sale has them. */
  readonly MessageAttributes: Readonly<Record<string, Attribute>>;
}

const MOST_SUBJECT = 100;

/** Puts an alert into words. Texts of the sale are cut to a line each, so that no sale is too large to be told of. */
export const notificationOf = (alert: Alert): Notification => {
  const { sale, amount } = alert;
  return {
    Subject: ascii(`High-value sale: ${amount} ${sale.currency}, ${sale.product_name}`, MOST_SUBJECT),
    Message: [what(alert), where(sale), when(alert), why(alert)].join('\n'),
    MessageAttributes: attributesOf(alert),
  };
};

const what = ({ sale, amount }: Alert): string =>
  `What: ${sale.quantity} × ${oneLine(sale.product_name)} at ${sale.unit_price}, ${amount} ${sale.currency} in all (sale ${oneLine(sale.sale_id)}, ${sale.status})`;

const where = ({ store_id, country, channel }: Sale): string => {
  const places = [store_id, country, channel].flatMap((place) =>
    place === undefined || place === '' ? [] : [oneLine(place)],
  );
  return `Where: ${places.length === 0 ? 'not said' : places.join(', ')}`;
};

const when = ({ sale, committedAtMs }: Alert): string =>
  `When: sold ${sale.creation_datetime}, written ${new Date(committedAtMs).toISOString()}`;

const why = ({ op, sale, threshold, before }: Alert): string => {
  const limit = `at or above ${threshold} ${sale.currency}`;
  if (op === 'c') return `Why: a new sale ${limit}`;
  const total = before && totalAmount(before.quantity, before.unit_price);
  const from = before && total && isRight(total) ? `, up from ${total.right} ${before.currency}` : '';
  return `Why: an update made it ${limit}${from}`;
};

const attributesOf = ({ sale, amount, op, eventId }: Alert): Notification['MessageAttributes'] => ({
  ...text('currency', sale.currency),
  amount: { DataType: 'Number', StringValue: amount },
  ...text('op', op),
  ...text('sale_id', sale.sale_id),
  ...text('event_id', eventId),
  ...text('store_id', sale.store_id),
  ...text('country', sale.country),
});

/** SNS takes no empty attribute. */
const text = (name: string, value = ''): Readonly<Record<string, Attribute>> =>
  value === '' ? {} : { [name]: { DataType: 'String', StringValue: oneLine(value) } };
