import fc from 'fast-check';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { csvLine } from '../csv.js';
import { lineText } from './line-text.js';
import { literal } from './sql-text.js';
import { valueTextOf } from './value-text.js';

describe('A line that the engine writes', () => {
  let connection: DuckDBConnection;
  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run("SET TimeZone = 'UTC'");
  });
  afterAll(() => {
    connection.closeSync();
  });

  const both = async (values: readonly string[]): Promise<readonly [string | undefined, string]> => {
    const result = await connection.runAndReadAll(`SELECT ${values.join(', ')}`);
    const types = result.columnTypes();
    const line = lineText(types.map((type, index) => ({ sql: `t.c${index}`, type })));
    const texts = types.map(valueTextOf);
    const row = (result.getRows()[0] ?? []).map((value, index) => (value === null ? undefined : texts[index]?.(value)));
    if (line === undefined) return [undefined, csvLine(row)];
    const columns = values.map((_, index) => `c${index}`).join(', ');
    const written = await connection.runAndReadAll(
      `SELECT ${line} FROM (SELECT ${values.join(', ')}) AS t(${columns})`,
    );
    return [`${String(written.getRows()[0]?.[0])}\n`, csvLine(row)];
  };

  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '{', 'é', "'") }).map(literal);
  const scalar = fc.oneof(
    text,
    fc.constant('NULL::VARCHAR'),
    fc.integer().map((value) => `${value}`),
    fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map((value) => `${value}::BIGINT`),
    fc.integer().map((value) => `(${value} / 10000)::DECIMAL(18,4)`),
    fc.boolean().map(String),
    fc.integer({ min: -200_000, max: 200_000 }).map((days) => `DATE '1970-01-01' + ${days}`),
    fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).map((micros) => `make_timestamp(${micros}::BIGINT)`),
    fc.integer({ min: -(10 ** 15), max: 10 ** 15 }).map((micros) => `make_timestamp(${micros}::BIGINT)::TIMESTAMPTZ`),
  );
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.tuple(tie('value'), tie('value')).map(([a, b]) => `{'a': ${a}, 'b c': ${b}}`),
      tie('value').map((item) => `[${item}, NULL, ${item}]`),
    ),
  }));

  it('is the line that would be written value by value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 4 }), async (values) => {
        const [line, expected] = await both(values);
        expect(line).toBe(expected);
      }),
    );
  });

  it.each(['1.5::DOUBLE', "MAP {'a': 1}", "'ab'::BLOB", "TIME '10:00:00'", '[1e0]'])(
    'is not tried for %s',
    async (one) => {
      expect((await both([one]))[0]).toBeUndefined();
    },
  );
});
