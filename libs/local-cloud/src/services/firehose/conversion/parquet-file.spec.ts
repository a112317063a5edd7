import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseColumnType, type Column } from './column-type.js';
import { cellRulesOf } from './cell-rules.js';
import { parquetFile, type ParquetSettings } from './parquet-file.js';
import { TableSchema } from './table-schema.js';

const SETTINGS: ParquetSettings = { compression: 'SNAPPY', writerVersion: 'V1' };
const rules = cellRulesOf({ kind: 'OpenX', caseInsensitive: true, dotsToUnderscores: false, keyOfColumn: {} });
const columnsOf = (types: Readonly<Record<string, string>>): readonly Column[] =>
  Object.entries(types).map(([name, text]) => ({ name, type: parseColumnType(text) ?? { kind: 'string' } }));

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'parquet-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What the file holds, as text, by an engine of its own. */
const query = async (file: Uint8Array, sql: string): Promise<unknown[]> => {
  const path = join(folder, 'read.parquet');
  await writeFile(path, file);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql.replace('FILE', `'${path}'`));
  const rows = reader.getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return rows;
};

const written = async (types: Readonly<Record<string, string>>, records: readonly string[]): Promise<Uint8Array> => {
  const schema = new TableSchema(columnsOf(types), rules, '1');
  const rows = records.flatMap((record) => {
    const found = schema.rowsOf(Buffer.from(record));
    if ('errorCode' in found) throw new Error(found.errorMessage);
    return found;
  });
  return parquetFile(schema.columns, rows, SETTINGS, join(folder, 'work', 'new.parquet'));
};

describe('a Parquet file of records', () => {
  it('has every type of column, nested ones too, and null for what a record lacks', async () => {
    const types = {
      b: 'boolean',
      i: 'int',
      l: 'bigint',
      f: 'double',
      d: 'decimal(38,4)',
      s: 'string',
      day: 'date',
      t: 'timestamp',
      list: 'array<decimal(18,4)>',
      pairs: 'map<string,int>',
      deep: 'struct<name:string,inner:struct<n:bigint>>',
    };
    const full = `{"b":true,"i":-1,"l":9007199254740993,"f":1.5,"d":12345678901234567890.1234,"s":"x","day":"2026-11-23",
      "t":"2026-11-23 01:02:03.456","list":[0.1,2],"pairs":{"a":1},"deep":{"name":"n","inner":{"n":5}}}`;
    const file = await written(types, [full, '{}']);
    expect(await query(file, 'SELECT * FROM FILE')).toEqual([
      [
        true,
        -1,
        '9007199254740993',
        1.5,
        '12345678901234567890.1234',
        'x',
        '2026-11-23',
        '2026-11-23 01:02:03.456',
        ['0.1000', '2.0000'],
        [{ key: 'a', value: 1 }],
        { name: 'n', inner: { n: '5' } },
      ],
      Array.from({ length: 11 }, () => null),
    ]);
  });

  it('keeps every digit of a decimal', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }), { minLength: 1 }),
        async (all) => {
          const text = (unscaled: bigint): string => {
            const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(5, '0');
            return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
          };
          const file = await written(
            { price: 'decimal(18,4)' },
            all.map((unscaled) => `{"price":${text(unscaled)}}`),
          );
          const zero = (row: string): string => (row === '-0.0000' ? '0.0000' : row);
          expect(await query(file, 'SELECT price::VARCHAR FROM FILE')).toEqual(
            all.map((unscaled) => [zero(text(unscaled))]),
          );
        },
      ),
      { numRuns: 5 },
    ));

  it.each(['SNAPPY', 'GZIP', 'UNCOMPRESSED'] as const)(
    'is compressed with %s and leaves nothing behind',
    async (compression) => {
      const rows = Array.from({ length: 5000 }, (_, index) => [index]);
      const path = join(folder, 'new.parquet');
      const file = await parquetFile(columnsOf({ n: 'int' }), rows, { compression, writerVersion: 'V2' }, path);
      expect(await query(file, 'SELECT DISTINCT compression FROM parquet_metadata(FILE)')).toEqual([[compression]]);
      expect(await query(file, 'SELECT sum(n), count(*) FROM FILE')).toEqual([['12497500', '5000']]);
      expect(await readdir(folder)).toEqual(['read.parquet']);
    },
  );
});
