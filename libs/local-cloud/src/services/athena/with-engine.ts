import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import type { AthenaState } from './athena-state.js';
import { LongNumbersFound } from './engine/exact-decimals.js';
import { EngineSession, type BoundQuery, type PlannedQuery, type ReadyQuery } from './engine/session.js';
import { isFinished, type QueryRecord } from './query-execution.js';
import { ScanCutoffReached } from './scan-cutoff-reached.js';
import { findCatalog, type ViewName } from './views/find-catalog.js';

/** A query that is ready to run in engines of its own. */
export interface EngineRun {
  readonly session: EngineSession;
  readonly ready: ReadyQuery;
  /** Where the engine may write; a folder that ends with the query. */
  readonly outputFolder: string;
}

/** Where queries that outgrow their memory put what does not fit; nothing there outlives its query. */
export const temporaryFolder = ({ dataDirectory }: CloudContext): string => join(dataDirectory, 'athena', 'temporary');

/**
 * Makes the query ready and lets `use` run it. `use` is called once more when the first run met numbers that need the exact
 * way, so it must leave nothing when it fails. Throws `QueryFailed`, and `ScanCutoffReached` before anything is read.
 */
export const withEngine = async <Result>(
  query: QueryRecord,
  bound: BoundQuery,
  state: AthenaState,
  use: (run: EngineRun) => Promise<Result>,
): Promise<Result | undefined> => {
  try {
    return await runOnce(query, bound, state, use);
  } catch (error) {
    if (error instanceof LongNumbersFound) return runOnce(query, bound, state, use);
    throw error;
  }
};

const runOnce = async <Result>(
  query: QueryRecord,
  bound: BoundQuery,
  state: AthenaState,
  use: (run: EngineRun) => Promise<Result>,
): Promise<Result | undefined> => {
  const { context } = state;
  const uris = new Map<string, string>();
  // Engines name their temporary files alike, so each has a folder of its own.
  const temporary = join(temporaryFolder(context), query.id);
  const outputFolder = join(temporary, 'output');
  await mkdir(outputFolder, { recursive: true });
  using session = await EngineSession.open(temporary, pathHider(context.dataDirectory, uris));
  query.interrupt = () => {
    session.interrupt();
  };
  try {
    const planned = await plan(query, bound, session, state);
    for (const { path, uri } of [...planned.files.values()].flat()) uris.set(path, uri);
    query.scannedBytes = scannedBytes(planned);
    if (query.scanCutoffBytes !== undefined && query.scannedBytes > query.scanCutoffBytes)
      throw new ScanCutoffReached();
    if (isFinished(query)) return undefined; // stopped while its tables were looked up
    return await runPlanned(planned, session, state, (ready) => use({ session, ready, outputFolder }), outputFolder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
};

const plan = async (
  query: QueryRecord,
  bound: BoundQuery,
  session: EngineSession,
  { ports, context }: AthenaState,
): Promise<PlannedQuery> => {
  const statement = await session.parse(bound);
  const lookup = { ports, context, parse: (viewQuery: BoundQuery) => session.parse(viewQuery) };
  const catalog = await findCatalog(statement.tables, query.database, lookup, viewInTheMaking(query));
  return session.plan(query.database, catalog, bound);
};

/** A view must not name itself, not even by another view. */
const viewInTheMaking = ({ bound: { statement }, database }: QueryRecord): ViewName | undefined =>
  statement.kind === 'create-view'
    ? { database: statement.view.database ?? database, view: statement.view.table }
    : undefined;

/** Learns about the objects' numbers where the query failed for them. */
const runPlanned = async <Result>(
  planned: PlannedQuery,
  session: EngineSession,
  { longNumberFiles }: AthenaState,
  use: (ready: ReadyQuery) => Promise<Result>,
  outputFolder: string,
): Promise<Result> => {
  try {
    return await use(await session.ready(planned, longNumberFiles, outputFolder));
  } catch (error) {
    if (error instanceof LongNumbersFound) await session.findLongNumbers(planned, longNumberFiles);
    throw error;
  }
};

/** Differs: of a Parquet object all bytes count, and not those of the columns alone that are read. */
const scannedBytes = ({ files }: PlannedQuery): number =>
  [...files.values()].flat().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

/** Paths of this machine are nobody's business: each becomes the location that the caller knows. */
const pathHider = (folder: string, uris: ReadonlyMap<string, string>): ((text: string) => string) => {
  const path = new RegExp(`${folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[A-Za-z0-9_.=+@%/-]*`, 'g');
  return (text) => text.replace(path, (found) => uris.get(found) ?? 's3://');
};
