import dynalite from 'dynalite/db/index.js';
import type { DynaliteStore } from '../services/dynamodb/index.js';
import type { DiskTurns } from './simulated-disk.js';

type Callback = (error: unknown) => void;
type Row = readonly [key: string, value: unknown];

/** dynalite's database, as far as a simulation meddles with it. */
interface SimulatedLevel {
  open(): Promise<void>;
  close(): Promise<void>;
  batch(operations: readonly unknown[], callback?: Callback): Promise<void>;
  iterator(): AsyncIterable<Row>;
}

/** The rows of every table, which outlive the process as LevelDB's do: a batch of writes is there as a whole or not at all. */
export class TableStore {
  #level: SimulatedLevel | undefined;

  /** A store for one life of a process, with what the former one left. */
  async open(turns: DiskTurns): Promise<DynaliteStore> {
    const rows = this.#level ? await rowsOf(this.#level) : [];
    const store = dynalite.create({}) as DynaliteStore;
    const level = store.db as unknown as SimulatedLevel;
    await level.open();
    if (rows.length > 0) await level.batch(rows.map(([key, value]) => ({ type: 'put', key, value })));
    const write = level.batch.bind(level);
    level.batch = (operations, callback) => {
      const written = turns.writing('tables', 0, () => write(operations)).then((done) => done);
      if (callback)
        written.then(
          () => {
            callback(null);
          },
          (error: unknown) => {
            callback(error);
          },
        );
      return written;
    };
    level.close = () => Promise.resolve(); // its rows are read when the next life begins
    this.#level = level;
    return store;
  }
}

const rowsOf = async (level: SimulatedLevel): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for await (const [key, value] of level.iterator()) rows.push([key, value]);
  return rows;
};
