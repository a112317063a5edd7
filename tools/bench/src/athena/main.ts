import { SAMPLE_QUERY } from '@sales-cdc/lake-table';
import { medianSeconds } from '../transform/rounds.js';
import { bareScan } from './bare-duckdb.js';
import { DATABASE, openLake, ROWS } from './lake.js';

const { athena, paths } = await openLake();
const bare = await bareScan(paths);

/** Runs the query to its end, and tells how many bytes it scanned. */
const query = async (sql: string): Promise<number | undefined> => {
  const { QueryExecutionId } = await athena.api.StartQueryExecution({
    QueryString: sql,
    QueryExecutionContext: { Database: DATABASE },
    ResultConfiguration: { OutputLocation: 's3://lake/results/' },
  });
  await athena.whenEnded(QueryExecutionId);
  const { Status, Statistics } = (await athena.api.GetQueryExecution({ QueryExecutionId })).QueryExecution;
  if (Status?.State !== 'SUCCEEDED') throw new Error(Status?.StateChangeReason);
  return Statistics?.DataScannedInBytes;
};

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startMs = performance.now();
  await work();
  return Number(((performance.now() - startMs) / 1000).toFixed(3));
};

await query('SELECT 1'); // loads the engine and the grammar
const firstSeconds = await secondsOf(() => query(SAMPLE_QUERY));
const seconds = await medianSeconds(
  [
    { name: 'athena', run: () => query(SAMPLE_QUERY).then(() => undefined) },
    { name: 'bare', run: () => bare().then(() => undefined) },
  ],
  { warmUps: 1, rounds: 5, nowMs: () => performance.now() },
);
const today = new Date().toISOString().slice(0, 10);
const wide = 'SELECT * FROM p1_kinesis_firehose_destination';

const scannedBytes = await query(SAMPLE_QUERY);
const scannedBytesOfOneDay = await query(`${wide} WHERE dt = '${today}'`);
const secondsOfOneDay = await secondsOf(() => query(`SELECT count(*) FROM (${wide}) WHERE dt = '${today}'`));
const secondsOfAllRows = await secondsOf(() => query(wide));
const [athenaSeconds = NaN, bareSeconds = NaN] = ['athena', 'bare'].map((name) => seconds.get(name));

console.log(
  JSON.stringify({
    rows: ROWS,
    objects: paths.length,
    resultRows: await bare(),
    scannedBytes,
    scannedBytesOfOneDay,
    firstSeconds,
    athenaSeconds: Number(athenaSeconds.toFixed(3)),
    bareSeconds: Number(bareSeconds.toFixed(3)),
    ratio: Number((athenaSeconds / bareSeconds).toFixed(2)),
    secondsOfOneDay,
    secondsOfAllRows,
  }),
);
process.exit(0);
