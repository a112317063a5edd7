import type { LocalCloud } from '@sales-cdc/local-cloud';
import { setTimeout as delay } from 'node:timers/promises';

/** The operations that a reader of the lake needs. */
export type AthenaReader = Pick<
  LocalCloud['apis']['athena'],
  'StartQueryExecution' | 'GetQueryExecution' | 'GetQueryResults'
>;

/** A row by column name; null is SQL's NULL. */
export type Row = Readonly<Record<string, string | null>>;

const POLL_MS = 20;

/** Runs statements as an analyst's client does: start, wait, fetch page by page. */
export class AthenaSession {
  constructor(
    private readonly athena: AthenaReader,
    private readonly database: string,
    private readonly workGroup: string,
  ) {}

  /** The rows of a SELECT, one page of Athena's at a time. Throws with the reason when the statement fails. */
  async *rows(sql: string): AsyncGenerator<Row> {
    const QueryExecutionId = await this.#finish(sql);
    let columns: readonly string[] | undefined;
    let NextToken: string | undefined;
    do {
      const page = await this.athena.GetQueryResults({ QueryExecutionId, MaxResults: 1_000, NextToken });
      for (const { Data = [] } of page.ResultSet?.Rows ?? []) {
        const values = Data.map(({ VarCharValue }) => VarCharValue ?? null);
        // The first row of the first page is the header.
        if (columns) yield Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));
        else columns = values.map((value) => value ?? '');
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
  }

  async all(sql: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for await (const row of this.rows(sql)) rows.push(row);
    return rows;
  }

  async #finish(sql: string): Promise<string> {
    const { QueryExecutionId } = await this.athena.StartQueryExecution({
      QueryString: sql,
      QueryExecutionContext: { Database: this.database },
      WorkGroup: this.workGroup,
    });
    for (;;) {
      const { QueryExecution } = await this.athena.GetQueryExecution({ QueryExecutionId });
      const { State, StateChangeReason } = QueryExecution.Status ?? {};
      if (State === 'SUCCEEDED') return QueryExecutionId;
      if (State === 'FAILED' || State === 'CANCELLED')
        throw new Error(`The query ${State.toLowerCase()}: ${StateChangeReason ?? 'no reason given'}`);
      await delay(POLL_MS);
    }
  }
}
