import type { LocalCloud } from '@sales-cdc/local-cloud';
import { setTimeout as delay } from 'node:timers/promises';

/** A row by column name, values as text. */
export type TextRow = Readonly<Record<string, string | undefined>>;

const POLL_MS = 20;

/** All rows of a query. Throws with Athena's reason when it fails. */
export const queryRows = async (
  { apis: { athena } }: LocalCloud,
  database: string,
  workGroup: string,
  sql: string,
): Promise<readonly TextRow[]> => {
  const { QueryExecutionId } = await athena.StartQueryExecution({
    QueryString: sql,
    QueryExecutionContext: { Database: database },
    WorkGroup: workGroup,
  });
  await ended(athena, QueryExecutionId);
  const rows: (readonly (string | undefined)[])[] = [];
  let NextToken: string | undefined;
  do {
    const page = await athena.GetQueryResults({ QueryExecutionId, MaxResults: 1_000, NextToken });
    for (const { Data = [] } of page.ResultSet?.Rows ?? []) rows.push(Data.map(({ VarCharValue }) => VarCharValue));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  const [header = [], ...others] = rows;
  return others.map((row) => Object.fromEntries(header.map((name, index) => [name ?? '', row[index]])));
};

const ended = async (athena: LocalCloud['apis']['athena'], QueryExecutionId: string | undefined): Promise<void> => {
  for (;;) {
    const { Status } = (await athena.GetQueryExecution({ QueryExecutionId })).QueryExecution;
    if (Status?.State === 'SUCCEEDED') return;
    if (Status?.State === 'FAILED' || Status?.State === 'CANCELLED')
      throw new Error(`The query ended as ${Status.State}: ${Status.StateChangeReason ?? ''}`);
    await delay(POLL_MS);
  }
};
