import type * as EngineModule from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Cell, CellMap, CellStruct } from './cell.js';
import { type Column, type ColumnType, engineType, quotedName } from './column-type.js';

export interface ParquetSettings {
  readonly compression: 'SNAPPY' | 'GZIP' | 'UNCOMPRESSED';
  readonly writerVersion: 'V1' | 'V2';
}

type Engine = typeof EngineModule;

const ENGINE_SETTINGS = { threads: '1', autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };
/** As many as a vector of the engine takes. */
const CHUNK_ROWS = 2048;

/**
 * The rows as a Parquet file. It comes into being at the path, which is free again when this resolves.
 * Differs: timestamps are INT64 in microseconds, decimals as short as their precision allows; AWS writes INT96 and byte
 * arrays. Readers take either.
 */
export const parquetFile = async (
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]>,
  { compression, writerVersion }: ParquetSettings,
  path: string,
): Promise<Uint8Array> => {
  const engine = await import('@duckdb/node-api');
  const instance = await engine.DuckDBInstance.create(':memory:', ENGINE_SETTINGS);
  const connection = await instance.connect();
  try {
    await mkdir(dirname(path), { recursive: true });
    await fillTable(engine, connection, columns, rows);
    const options = `FORMAT parquet, COMPRESSION ${compression.toLowerCase()}, PARQUET_VERSION ${writerVersion.toLowerCase()}`;
    await connection.run(`COPY converted TO '${path.replaceAll("'", "''")}' (${options})`);
    return await readFile(path);
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(path, { force: true });
  }
};

const fillTable = async (
  engine: Engine,
  connection: DuckDBConnection,
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> => {
  const declared = columns.map(({ name, type }) => `${quotedName(name)} ${engineType(type)}`);
  await connection.run(`CREATE TABLE converted (${declared.join(', ')})`);
  const appender = await connection.createAppender('converted');
  const types = columns.map((_, index) => appender.columnType(index));
  for (const some of chunksOf(rows)) appender.appendDataChunk(chunkOf(engine, columns, types, some));
  appender.closeSync();
};

function* chunksOf(rows: Iterable<readonly Cell[]>): Generator<readonly (readonly Cell[])[]> {
  let chunk: (readonly Cell[])[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < CHUNK_ROWS) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

const chunkOf = (
  engine: Engine,
  columns: readonly Column[],
  types: readonly DuckDBType[],
  rows: readonly (readonly Cell[])[],
): InstanceType<Engine['DuckDBDataChunk']> => {
  const chunk = engine.DuckDBDataChunk.create(types, rows.length);
  chunk.setColumns(columns.map(({ type }, index) => rows.map((row) => engineValue(engine, row[index] ?? null, type))));
  return chunk;
};

const engineValue = (engine: Engine, cell: Cell, type: ColumnType): DuckDBValue => {
  if (cell === null) return null;
  switch (type.kind) {
    case 'decimal':
      return new engine.DuckDBDecimalValue(cell as bigint, type.precision, type.scale);
    case 'timestamp':
      return new engine.DuckDBTimestampValue(cell as bigint);
    case 'date':
      return new engine.DuckDBDateValue(cell as number);
    case 'array':
      return new engine.DuckDBListValue(
        (cell as readonly Cell[]).map((each) => engineValue(engine, each, type.element)),
      );
    case 'map':
      return new engine.DuckDBMapValue(
        (cell as CellMap).entries.map(([key, value]) => ({ key, value: engineValue(engine, value, type.value) })),
      );
    case 'struct':
      return new engine.DuckDBStructValue(
        Object.fromEntries(
          type.fields.map((field) => [
            field.name,
            engineValue(engine, (cell as CellStruct).members[field.name] ?? null, field.type),
          ]),
        ),
      );
    default:
      return cell as boolean | number | string | bigint;
  }
};
