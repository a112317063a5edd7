import type { QueryContext } from '../athena/run-query.js';
import { QueryFailed } from '../athena/query-engine.js';
import { unknownAttributes } from './unknown-attributes.js';

/** An Athena that has one answer, after it was asked twice whether it is ready. */
const answering = (csv: string, states: string[] = ['QUEUED', 'RUNNING', 'SUCCEEDED']): QueryContext => ({
  engine: {
    StartQueryExecution: async () => ({ QueryExecutionId: 'q' }),
    GetQueryExecution: async () => ({
      QueryExecution: {
        Status: { State: states.shift() ?? '', StateChangeReason: 'no such table' },
        ResultConfiguration: { OutputLocation: 's3://results/q.csv' },
      },
    }),
  },
  store: {
    GetObject: async ({ Bucket, Key }) => {
      expect({ Bucket, Key }).toEqual({ Bucket: 'results', Key: 'q.csv' });
      return { Body: Buffer.from(csv) };
    },
  },
  database: 'd',
  workGroup: 'w',
  sleep: async () => undefined,
});

const HEADER = '"name","row_count","first_at","last_at","example"\n';

describe('unknown attributes', () => {
  it('are told with how many rows have them, since when, and an example', async () => {
    expect(await unknownAttributes('t', answering(`${HEADER}"colour","2","2026-11-22","2026-11-23","s-1"\n`))).toEqual([
      { name: 'colour', rows: 2, first: '2026-11-22', last: '2026-11-23', example: 's-1' },
    ]);
  });

  it('are none that the schema has learnt since', async () => {
    expect(await unknownAttributes('t', answering(`${HEADER}"category","2","a","b","s-1"\n`))).toEqual([]);
  });

  it("fail with Athena's reason", async () => {
    const failed = unknownAttributes('t', answering('', ['FAILED']));
    await expect(failed).rejects.toThrow(new QueryFailed("Athena's query failed: no such table"));
  });
});
