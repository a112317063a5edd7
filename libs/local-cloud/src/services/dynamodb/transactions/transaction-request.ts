import { validationError } from '../dynamodb-errors.js';
import type { WireObject } from '../dynalite-engine.js';
import { nameOf, type ItemReference } from './item-locks.js';

const MAX_ITEMS = 100;

/** Members that say how much to report; only that nothing be reported is supported. */
const REPORTS = ['ReturnConsumedCapacity', 'ReturnItemCollectionMetrics'];

/** The parts of a transaction, 1 to 100, each an object. Throws a ValidationException for anything else. */
export const requireParts = (
  operation: string,
  { TransactItems: items, ClientRequestToken: _token, ...others }: WireObject,
): readonly WireObject[] => {
  const unknown = Object.entries(others).find(
    ([member, value]) => value != null && !(REPORTS.includes(member) && value === 'NONE'),
  )?.[0];
  if (unknown) throw validationError(`The local cloud does not support the parameter ${unknown} of ${operation}.`);
  if (!Array.isArray(items) || items.length === 0 || items.length > MAX_ITEMS)
    throw validationError(
      `1 validation error detected: Value '${Array.isArray(items) ? `[${items.length} items]` : 'null'}' at 'transactItems' failed to ` +
        `satisfy constraint: Member must have length less than or equal to ${MAX_ITEMS} and greater than or equal to 1`,
    );
  return items.map(requireObject);
};

export const requireObject = (value: unknown): WireObject => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as WireObject;
  throw validationError('The request holds a part that is no object');
};

/** AWS takes each item once. */
export const checkDistinct = (items: readonly ItemReference[]): void => {
  if (new Set(items.map(nameOf)).size < items.length)
    throw validationError('Transaction request cannot include multiple operations on one item');
};
