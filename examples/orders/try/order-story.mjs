import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';

const LINES = `SELECT order_id, sku, quantity, quantity * price AS amount, currency
FROM orders_current CROSS JOIN UNNEST(lines) AS line (sku, quantity, price)
ORDER BY sku`;
const SALES = 'SELECT currency, count(*) AS sales FROM sales_current GROUP BY currency ORDER BY currency';
const GIVE_UP_AFTER_MS = 60_000;

const configuration = (endpoint) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Writes an order of two lines, as any writer of the table would. */
export const writeOrder = async (endpoint, { id, placedAt }) => {
  const line = (sku, quantity, price) => ({ M: { sku: { S: sku }, quantity: { N: quantity }, price: { N: price } } });
  const Item = {
    order_id: { S: id },
    customer: { S: 'c-7' },
    placed_at: { S: placedAt.toISOString() },
    currency: { S: 'EUR' },
    lines: { L: [line('laptop', '1', '999.90'), line('mouse', '3', '19.95')] },
  };
  await new DynamoDBClient(configuration(endpoint)).send(new PutItemCommand({ TableName: 'orders-dev', Item }));
};

/** The lines of all orders, as soon as there are any. */
export const queryLines = (endpoint) => rowsOf(endpoint, 'orders', LINES);

/** What the stack beside it has, as soon as it has any. */
export const querySales = (endpoint) => rowsOf(endpoint, 'sales', SALES);

const rowsOf = async (endpoint, team, sql) => {
  const athena = new AthenaClient(configuration(endpoint));
  const giveUpAtMs = Date.now() + GIVE_UP_AFTER_MS;
  while (Date.now() < giveUpAtMs) {
    const [names = [], ...rows] = await answerOf(athena, team, sql);
    if (rows.length > 0) return rows.map((row) => Object.fromEntries(row.map((value, index) => [names[index], value])));
    await delay(500);
  }
  throw new Error(`No row of ${team} was there after ${GIVE_UP_AFTER_MS} ms.`);
};

const answerOf = async (athena, team, sql) => {
  const { QueryExecutionId } = await athena.send(
    new StartQueryExecutionCommand({
      QueryString: sql,
      QueryExecutionContext: { Database: `${team}_cdc_dev` },
      WorkGroup: `${team}-cdc-dev`,
    }),
  );
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }));
    const { State, StateChangeReason } = QueryExecution.Status;
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(StateChangeReason);
    if (State === 'SUCCEEDED') break;
    await delay(50);
  }
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return ResultSet.Rows.map(({ Data }) => Data.map(({ VarCharValue }) => VarCharValue));
};
