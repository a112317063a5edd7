import { DuckDBInstance } from '@duckdb/node-api';
import { LAKE_COLUMNS, SAMPLE_QUERY, TABLE_NAME } from '@sales-cdc/lake-table';

/** A function that scans the objects with bare DuckDB by the sample query, takes every row, and answers their count. */
export const bareScan = async (paths: readonly string[]): Promise<() => Promise<number>> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const columns = LAKE_COLUMNS.map(({ name, type }) => `"${name}": '${duckdbType(type)}'`);
  await connection.run(`CREATE VIEW ${TABLE_NAME} AS SELECT * FROM read_json([${paths.map((path) => `'${path}'`).join(', ')}],
    format = 'newline_delimited', compression = 'gzip', columns = {${columns.join(', ')}},
    hive_partitioning = true, hive_types = {dt: VARCHAR})`);
  return async () => {
    let rows = 0;
    const result = await connection.stream(SAMPLE_QUERY.replace(/;$/, ''));
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return rows;
      rows += chunk.getRows().length;
    }
  };
};

const SCALARS: Readonly<Record<string, string>> = { string: 'VARCHAR', int: 'INTEGER', bigint: 'BIGINT' };

const duckdbType = (type: string): string => {
  if (!type.startsWith('struct<')) return SCALARS[type] ?? type.toUpperCase();
  const fields = [...type.slice('struct<'.length, -1).matchAll(/(\w+):(\w+(?:\(\d+,\d+\))?)/g)];
  return `STRUCT(${fields.map(([, name = '', field = '']) => `"${name}" ${duckdbType(field)}`).join(', ')})`;
};
