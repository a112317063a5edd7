import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { setTimeout as delay } from 'node:timers/promises';

/** What every SDK client needs to reach a local run. */
export const clientConfig = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** The rows of a statement as an analyst gets them: header first, then values as text; throws Athena's reason when it fails. */
export const query = async (
  athena: AthenaClient,
  sql: string,
  stage: 'dev' | 'prod' = 'dev',
): Promise<(string | undefined)[][]> => {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: `sales_cdc_${stage}` },
      WorkGroup: `sales-cdc-${stage}`,
    }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = QueryExecution?.Status ?? {};
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(StateChangeReason);
    if (State === 'SUCCEEDED') break;
    await delay(20);
  }
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue));
};

/** Asks until the answer is there; jest's time-out ends a story whose answer never comes. */
export const eventually = async <Answer>(
  ask: () => Promise<Answer>,
  isThere: (answer: Answer) => boolean,
): Promise<Answer> => {
  for (;;) {
    const answer = await ask();
    if (isThere(answer)) return answer;
    await delay(100);
  }
};
