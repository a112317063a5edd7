import { AwsError } from '@sales-cdc/aws-wire';
import type { Item } from '../table-description.js';

/** Why one part of a transaction keeps the whole of it from being done; `None` for a part that does not. */
export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

export const NO_REASON: CancellationReason = { Code: 'None' };

/** The reason that an error of a single write is to a transaction. What is neither's fault is thrown on. */
export const reasonOf = (error: unknown, item: Item | undefined): CancellationReason => {
  if (error instanceof AwsError && error.code === 'ConditionalCheckFailedException')
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...(item && { Item: item }) };
  if (error instanceof AwsError && error.code === 'ValidationException')
    return { Code: 'ValidationError', Message: error.message };
  throw error;
};

/** Throws unless no part has a reason. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html */
export const throwIfCancelled = (reasons: readonly CancellationReason[]): void => {
  if (reasons.every(({ Code }) => Code === 'None')) return;
  throw new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    400,
    { members: { CancellationReasons: reasons } },
  );
};
