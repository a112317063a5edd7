import { AwsError } from '@sales-cdc/aws-wire';
import type { Deallocate, Prepare } from '@sales-cdc/athena-sql';
import type { AthenaState } from '../athena-state.js';
import { QueryFailed } from '../engine/query-failed.js';
import { NO_TEXT, type TextResult } from '../text-result.js';
import { requirePreparable } from './require-preparable.js';

/** PREPARE and DEALLOCATE PREPARE, in the query's work group. https://docs.aws.amazon.com/athena/latest/ug/sql-prepare.html */
export const prepareStatement = async (
  statement: Prepare | Deallocate,
  WorkGroupName: string,
  { preparedStatements, context }: AthenaState,
): Promise<TextResult> => {
  try {
    if (statement.kind === 'deallocate') preparedStatements.delete(WorkGroupName, statement.name);
    else
      preparedStatements.put({
        WorkGroupName,
        StatementName: statement.name,
        QueryStatement: await requirePreparable(statement.text),
        LastModifiedTime: new Date(context.clock.now()),
      });
  } catch (error) {
    if (error instanceof AwsError) throw new QueryFailed(error.message, { cause: error });
    throw error;
  }
  return NO_TEXT;
};
