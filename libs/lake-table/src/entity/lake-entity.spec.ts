import { Decimal, NonEmptyString, Quantity, Text, UtcTimestamp, Version } from '@sales-cdc/sales-event';
import { entityStream } from '@sales-cdc/stream-codec';
import { left } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { trinoType } from '../column-types.js';
import { incompatibilities } from '../compatibility/incompatibilities.js';
import { tableShape } from '../compatibility/table-shape.js';
import { entityColumns, partitionKeys } from '../glue-columns.js';
import { asOfQuery } from '../views/as-of.js';
import { lakeViews } from '../views/lake-views.js';
import { lakeEntity } from './lake-entity.js';
import { databaseOf, viewNames } from './names.js';

const Line = t.strict({ sku: NonEmptyString, quantity: Quantity, price: Decimal });
const Order = t.strict({ order_id: NonEmptyString, placed_at: UtcTimestamp, lines: t.array(Line) }, 'Order');
const stream = entityStream({ codec: Order, schemaVersion: 1 });
const orders = lakeEntity({ name: 'orders', one: 'order', stream, key: 'order_id', happenedAt: 'placed_at' });

describe("another team's entity", () => {
  it('gets its names from its own', () => {
    expect(orders).toMatchObject({
      folder: 'orders/',
      tableName: 'orders_changes',
      key: { name: 'order_id', type: 'S' },
    });
    expect(databaseOf(orders, 'dev')).toBe('orders_cdc_dev');
    expect(viewNames(orders)).toEqual({
      current: 'orders_current',
      history: 'orders_history',
      rejected: 'rejected_orders',
      asOf: 'orders_as_of',
    });
    expect(partitionKeys(orders)[0]?.comment).toMatch(/^day of the order in UTC/);
  });

  it('has a list of objects as an array of structs', () => {
    const lines = orders.columns.find(({ name }) => name === 'lines');
    expect(entityColumns(orders)).toContainEqual(
      expect.objectContaining({ name: 'lines', type: 'array<struct<sku:string,quantity:int,price:decimal(18,4)>>' }),
    );
    expect(lines && trinoType(lines)).toBe('array(row(sku varchar, quantity integer, price decimal(18,4)))');
  });

  it('is placed by the day of its own timestamp', () => {
    const place = orders.placement(Date.UTC(2026, 10, 23));
    expect(place({ placed_at: '1999-12-31T00:00:00.000Z' } as t.TypeOf<typeof Order>)).toEqual(
      left(expect.stringMatching(/^placed_at: must be a day from 2010-01-01/)),
    );
  });

  it('has the views of sales, by its own key', () => {
    const views = lakeViews(orders);
    expect(views.map(({ name }) => name)).toEqual(['orders_current', 'orders_history', 'rejected_orders']);
    expect(views[0].sql).toContain('PARTITION BY order_id ORDER BY sequence_number DESC');
    expect(views[0].sql).toContain('FROM orders_changes');
    expect(views[2].sql).toContain("'$.dynamodb.Keys.order_id.S') AS order_id");
    expect(views[2].columns[0]?.name).toBe('order_id');
    expect(asOfQuery(orders, { table: 'orders_changes' }).split('?')).toHaveLength(2);
    expect(views.map(({ sql }) => sql).join('\n')).not.toMatch(/sale/);
  });

  it('is compared with its released table, into the elements of its lists', () => {
    const Narrow = t.strict({
      order_id: NonEmptyString,
      placed_at: UtcTimestamp,
      lines: t.array(t.strict({ sku: Text })),
    });
    const narrow = tableShape(entityStream({ codec: Narrow, schemaVersion: 2 }), 2);
    expect(incompatibilities(tableShape(stream, 1), narrow)).toContain(
      'lines[].price must stay: lines hold it and queries name it.',
    );
    expect(incompatibilities(narrow, tableShape(stream, 3))).toEqual([]);
  });

  it('may have a number for its key', () => {
    const Counted = t.strict({ id: Version, at: UtcTimestamp });
    const counted = entityStream({ codec: Counted, schemaVersion: 1 });
    expect(lakeEntity({ name: 'counts', one: 'count', stream: counted, key: 'id', happenedAt: 'at' }).key.type).toBe(
      'N',
    );
  });
});

describe('an entity that the lake cannot hold', () => {
  const describeWith = (members: t.Props, more: object = {}) =>
    lakeEntity({
      name: 'orders',
      one: 'order',
      stream: entityStream({
        codec: t.intersection([t.type({ id: Text, at: UtcTimestamp, ...members }), t.partial({ maybe: UtcTimestamp })]),
        schemaVersion: 1,
      }) as never,
      key: 'id' as never,
      happenedAt: 'at' as never,
      ...more,
    });

  it.each([
    [{}, { name: 'Orders' }, 'Orders: a name has 1 to 16 lower-case letters and digits.'],
    [{ placedAt: Text }, {}, 'orders: placedAt: a column has lower-case letters, digits and underscores.'],
    [{ order: Text }, {}, "orders: order is a reserved word of Athena's SQL."],
    [{ lines: t.array(t.type({ end: Text })) }, {}, "orders: end is a reserved word of Athena's SQL."],
    [{ op: Text }, {}, 'orders: op is a column that the lake adds itself; the member needs another name.'],
    [{ dt: Text }, {}, 'orders: dt is a column that the lake adds itself; the member needs another name.'],
    [{ valid_to: Text }, {}, 'orders: valid_to is a column that the lake adds itself; the member needs another name.'],
    [{}, { happenedAt: 'maybe' }, 'orders.maybe: what places an entity must be a required timestamp.'],
    [{}, { happenedAt: 'id' }, 'orders.id: what places an entity must be a required timestamp.'],
    [{}, { key: 'maybe' }, 'orders.maybe: a key must be a required scalar.'],
    [{ list: t.array(t.type({ a: Text })) }, { key: 'list' }, 'orders.list: a key must be a required scalar.'],
  ])('is refused in one sentence: %#', (members, more, sentence) => {
    expect(() => describeWith(members, more)).toThrow(sentence);
  });
});
