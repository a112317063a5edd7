import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { incompatibilities } from './incompatibilities.js';
import { isSameOrWider } from './is-same-or-wider.js';
import { salesTableShape, type ColumnShape, type TableShape } from './table-shape.js';

const shape = (columns: readonly ColumnShape[], more: Partial<TableShape> = {}): TableShape => ({
  schemaVersion: 1,
  required: ['id'],
  columns,
  ...more,
});
const id: ColumnShape = { name: 'id', type: 'string' };
const count: ColumnShape = { name: 'count', type: 'int' };
const released = shape([id, count]);
const next = (columns: readonly ColumnShape[], more: Partial<TableShape> = {}) =>
  incompatibilities(released, shape(columns, { schemaVersion: 2, ...more }));

describe('incompatibilities', () => {
  it('are none between the released table of sales and the one of the code', () => {
    const file = join(import.meta.dirname, '..', '..', 'released-columns.json');
    expect(incompatibilities(JSON.parse(readFileSync(file, 'utf8')) as TableShape, salesTableShape())).toEqual([]);
  });

  it.each<[string, readonly ColumnShape[]]>([
    ['nothing', [id, count]],
    ['an optional column at the end', [id, count, { name: 'note', type: 'string' }]],
    ['an optional column between others', [id, { name: 'note', type: 'string' }, count]],
    ['a column that holds more', [id, { name: 'count', type: 'bigint' }]],
  ])('are none when the change is %s', (_, columns) => {
    expect(next(columns)).toEqual([]);
  });

  it.each<[string, readonly ColumnShape[], string]>([
    ['a column is gone', [id], 'count must stay: lines hold it and queries name it.'],
    [
      'a column has another name',
      [id, { name: 'amount', type: 'int' }],
      'count must stay: lines hold it and queries name it.',
    ],
    [
      'a type is another',
      [id, { name: 'count', type: 'string' }],
      'count must stay int or hold more, and is string now.',
    ],
    [
      'a column became a struct',
      [id, { name: 'count', columns: [id] }],
      'count must stay int or hold more, and is struct now.',
    ],
    ['columns changed places', [count, id], 'id must keep its place among the released columns.'],
  ])('name the reason when %s', (_, columns, reason) => {
    expect(next(columns)).toEqual([reason]);
  });

  it('refuse a member that becomes required: what was written before has none', () => {
    expect(next([id, count], { required: ['id', 'count'] })).toEqual([
      'count must not be required: items and lines from before have none. Make it optional.',
    ]);
    expect(next([id, count], { required: [] })).toEqual([]);
  });

  it('look into structs', () => {
    const before = shape([{ name: 'before', columns: [id, count] }]);
    const after = shape([{ name: 'before', columns: [id] }], { schemaVersion: 2 });
    expect(incompatibilities(before, after)).toEqual(['before.count must stay: lines hold it and queries name it.']);
  });

  it('ask for a new schema version with each change, and never for an older one', () => {
    const reason = (least: number) =>
      `The schema version must be raised to ${least}, so that a reader can tell old lines from new ones.`;
    expect(next([id, count, { name: 'note', type: 'string' }], { schemaVersion: 1 })).toEqual([reason(2)]);
    expect(next([id, count], { schemaVersion: 1 })).toEqual([]);
    expect(next([id, count], { schemaVersion: 0 })).toEqual([reason(1)]);
  });
});

describe('isSameOrWider', () => {
  it.each([
    ['int', 'bigint', true],
    ['bigint', 'int', false],
    ['decimal(18,4)', 'decimal(20,4)', true],
    ['decimal(18,4)', 'decimal(20,6)', true],
    ['decimal(18,4)', 'decimal(18,6)', false],
    ['decimal(18,4)', 'decimal(18,2)', false],
    ['int', 'decimal(18,4)', false],
    ['timestamp', 'string', false],
  ])('%s to %s: %s', (before, now, expected) => {
    expect(isSameOrWider(before, now)).toBe(expected);
  });
});
