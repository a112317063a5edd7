import type { StartQueryExecutionInput } from '@aws-sdk/client-athena';
import { setTimeout as delay } from 'node:timers/promises';
import type { LocalCloud } from '@sales-cdc/local-cloud';

/** A row of an answer: its values as text, by column; null as undefined. */
export type AnswerRow = Readonly<Record<string, string | undefined>>;

/** The rows of a query with at most 999 of them; throws Athena's reason when it fails. */
export const askAthena = async (
  athena: LocalCloud['apis']['athena'],
  input: StartQueryExecutionInput,
): Promise<readonly AnswerRow[]> => {
  const { QueryExecutionId } = await athena.StartQueryExecution(input);
  for (;;) {
    const { QueryExecution } = await athena.GetQueryExecution({ QueryExecutionId });
    const { State, StateChangeReason } = QueryExecution.Status ?? {};
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(StateChangeReason);
    if (State === 'SUCCEEDED') break;
    await delay(5);
  }
  const { ResultSet } = await athena.GetQueryResults({ QueryExecutionId });
  const [header = [], ...rows] = (ResultSet?.Rows ?? []).map(({ Data = [] }) =>
    Data.map(({ VarCharValue }) => VarCharValue),
  );
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name ?? '', row[index]])));
};
