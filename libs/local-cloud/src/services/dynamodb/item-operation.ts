import { AwsError } from '@sales-cdc/aws-wire';
import type { Operation } from '../../core/operation.js';
import type { DynaliteOperation, WireObject } from './dynalite-engine.js';
import { validationError } from './dynamodb-errors.js';
import type { DynamoDbState } from './dynamodb-state.js';
import type { Seen } from './item-capture.js';
import { withTableNames } from './table-name.js';

/** An operation that dynalite answers as it stands. */
export const itemOperation =
  (operation: DynaliteOperation): Operation<DynamoDbState, WireObject, WireObject> =>
  (input, { engine, context }) =>
    engine.run(operation, withTableNames(input, context));

/** A conditional write: the caller may ask to see the item that failed its condition, which dynalite does not know. */
export const conditionalWrite =
  (operation: 'PutItem' | 'UpdateItem' | 'DeleteItem'): Operation<DynamoDbState, WireObject, WireObject> =>
  async (input, { engine, context }) => {
    const { ReturnValuesOnConditionCheckFailure: wanted, ...request } = withTableNames(input, context);
    if (wanted != null && wanted !== 'ALL_OLD' && wanted !== 'NONE')
      throw validationError('ReturnValuesOnConditionCheckFailure can only be ALL_OLD or NONE');
    const seen: Seen = { item: undefined };
    return engine.run(operation, request, seen).catch((error: unknown) => {
      throw wanted === 'ALL_OLD' ? withItem(error, seen) : error;
    });
  };

const withItem = (error: unknown, { item }: Seen): unknown =>
  error instanceof AwsError && error.code === 'ConditionalCheckFailedException' && item
    ? new AwsError(error.code, error.message, error.status, { cause: error, members: { Item: item } })
    : error;
