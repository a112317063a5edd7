import type { ObjectBody } from '../delivery/object-body.js';
import type { Cell } from './cell.js';
import { parquetFile, type ParquetSettings } from './parquet-file.js';
import type { TableSchema } from './table-schema.js';

/** Records that wait as they are, and become a Parquet file when the object is finished. */
export class ParquetBody implements ObjectBody {
  readonly #records: Uint8Array[] = [];
  #bytes = 0;

  constructor(
    private readonly schema: TableSchema,
    private readonly settings: ParquetSettings,
    /** Free for the time it takes to write the file. */
    private readonly path: string,
  ) {}

  get heldBytes(): number {
    return this.#bytes;
  }

  /** Takes a record that the schema has rows for. */
  append(chunk: Uint8Array): void {
    this.#records.push(chunk);
    this.#bytes += chunk.byteLength;
  }

  finish(): Promise<Uint8Array> {
    return parquetFile(this.schema.columns, this.#rows(), this.settings, this.path);
  }

  *#rows(): Generator<readonly Cell[]> {
    for (const record of this.#records) {
      const rows = this.schema.rowsOf(record);
      if ('errorCode' in rows) throw new Error(`A record was taken that cannot be converted: ${rows.errorMessage}`);
      yield* rows;
    }
  }
}
