import type { CloudContext } from '../../core/cloud-context.js';
import type { DynaliteEngine, WireObject } from './dynalite-engine.js';
import { tableNotFound } from './dynamodb-errors.js';
import type { Exports } from './exports/exports.js';
import { withTableNames } from './table-name.js';
import type { Table } from './tables.js';
import type { TransactionTokens } from './transactions/transaction-tokens.js';

export interface DynamoDbState {
  readonly engine: DynaliteEngine;
  readonly context: CloudContext;
  readonly tokens: TransactionTokens;
  readonly exports: Exports;
}

/** The table that a request names, once the request is known to be valid. */
export const requireTable = (
  operation: 'DeleteTable' | 'DescribeTable' | 'DescribeTimeToLive' | 'UpdateTable',
  input: WireObject,
  { engine, context }: DynamoDbState,
): { readonly table: Table; readonly body: Record<string, unknown> } => {
  const body = engine.check(operation, withTableNames(input, context));
  const name = String(body.TableName);
  const table = engine.tables.find(name);
  if (!table) throw tableNotFound(name);
  return { table, body };
};
