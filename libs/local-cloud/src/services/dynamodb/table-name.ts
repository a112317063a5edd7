import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import type { WireObject } from './dynalite-engine.js';

/** AWS takes a table's ARN wherever it takes its name; dynalite knows names only. */
export const withTableNames = (input: WireObject, context: CloudContext): WireObject => {
  const prefix = arnOf(context, 'dynamodb', 'table/');
  const nameOf = (table: string): string => (table.startsWith(prefix) ? table.slice(prefix.length) : table);
  const { TableName, RequestItems } = input;
  return {
    ...input,
    ...(typeof TableName === 'string' && { TableName: nameOf(TableName) }),
    ...(isObject(RequestItems) && {
      RequestItems: Object.fromEntries(
        Object.entries(RequestItems).map(([table, requests]) => [nameOf(table), requests]),
      ),
    }),
  };
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
