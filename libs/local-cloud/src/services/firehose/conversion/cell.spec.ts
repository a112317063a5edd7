import type { Cell } from './cell.js';
import { rowOf, SchemaMismatch } from './cell.js';
import { cellRulesOf, type Deserializer } from './cell-rules.js';
import { parseColumnType } from './column-type.js';
import { parseExactJson } from './exact-json.js';

const OPEN_X: Deserializer = { kind: 'OpenX', caseInsensitive: true, dotsToUnderscores: false, keyOfColumn: {} };
const read = (type: string, json: string, deserializer: Deserializer = OPEN_X): Cell | undefined => {
  const column = { name: 'c', type: parseColumnType(type) ?? { kind: 'string' as const } };
  return rowOf(parseExactJson(`{"c":${json}}`), [column], cellRulesOf(deserializer))[0];
};
const micros = (iso: string, more = 0n): bigint => BigInt(Date.parse(iso)) * 1000n + more;

describe('a value of a record', () => {
  it.each([
    ['int', '"12"', 12],
    ['tinyint', '-128', -128],
    ['bigint', '9223372036854775807', 9223372036854775807n],
    ['boolean', '"TRUE"', true],
    ['double', '"1e3"', 1000],
    ['string', '1.10', '1.10'],
    ['string', 'true', 'true'],
    ['string', '{"A":[1.0]}', '{"a":[1.0]}'],
    ['decimal(10,2)', '1.005', 101n],
    ['decimal(10,2)', '-1.005', -101n],
    ['decimal(10,2)', '"12e2"', 120000n],
    ['date', '"1969-12-31"', -1],
    ['timestamp', '"2026-1-3 4:05:06.1234567"', micros('2026-01-03T04:05:06.123Z', 456n)],
    ['timestamp', '"2026-01-03T04:05:06Z"', micros('2026-01-03T04:05:06Z')],
    ['timestamp', '1518033528', micros('2018-02-07T19:58:48Z')],
    ['timestamp', '1518033528123', micros('2018-02-07T19:58:48.123Z')],
    ['timestamp', '1518033528.123', micros('2018-02-07T19:58:48.123Z')],
    ['array<struct<n:int>>', '[{"N":1},null]', [{ members: { n: 1 } }, null]],
    ['map<string,array<int>>', '{"k":[1]}', { entries: [['k', [1]]] }],
  ])('of the type %s is read from %s', (type, json, expected) => {
    expect(read(type, json)).toEqual(expected);
  });

  it.each([
    ['int', '2147483648'],
    ['int', '1.5'],
    ['int', '{}'],
    ['boolean', '1'],
    ['double', '""'],
    ['decimal(4,2)', '100'],
    ['date', '"2026-11-23T00:00:00Z"'],
    ['timestamp', '"2026-11-23T00:00:00+01:00"'],
    ['timestamp', '"2026-11-23"'],
    ['array<int>', '1'],
    ['struct<n:int>', '[1]'],
    ['map<string,int>', '[]'],
  ])('of the type %s is not read from %s', (type, json) => {
    expect(() => read(type, json)).toThrow(SchemaMismatch);
  });

  it('is found under another key when the template says so', () => {
    const columns = [{ name: 'at_time', type: { kind: 'string' } as const }];
    const row = (json: string, rules: object): readonly Cell[] =>
      rowOf(parseExactJson(json), columns, cellRulesOf({ ...OPEN_X, ...rules }));
    expect(row('{"AT_TIME":"x"}', {})).toEqual(['x']);
    expect(row('{"AT_TIME":"x"}', { caseInsensitive: false })).toEqual([null]);
    expect(row('{"at.time":"x"}', {})).toEqual([null]);
    expect(row('{"at.time":"x"}', { dotsToUnderscores: true })).toEqual(['x']);
    expect(row('{"ts":"x"}', { keyOfColumn: { at_time: 'ts' } })).toEqual(['x']);
  });

  it('of time is read by the Hive SerDe from text, or from milliseconds when they are declared', () => {
    expect(read('timestamp', '"2026-01-03 04:05:06"', { kind: 'Hive', millis: false })).toBe(
      micros('2026-01-03T04:05:06Z'),
    );
    expect(read('timestamp', '1000', { kind: 'Hive', millis: true })).toBe(1_000_000n);
    expect(() => read('timestamp', '1000', { kind: 'Hive', millis: false })).toThrow(SchemaMismatch);
    expect(() => read('timestamp', '"2026-01-03T04:05:06Z"', { kind: 'Hive', millis: true })).toThrow(SchemaMismatch);
  });
});

describe('a type of the catalog', () => {
  it.each(['binary', 'array<>', 'map<int,string>', 'struct<a>', 'decimal(39,2)', 'uniontype<int>', '', 'array<int'])(
    '%j is none that JSON can fill',
    (text) => {
      expect(parseColumnType(text)).toBeUndefined();
    },
  );
});
