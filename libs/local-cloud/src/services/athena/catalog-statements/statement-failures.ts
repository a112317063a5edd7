import { AwsError } from '@sales-cdc/aws-wire';
import { QueryFailed } from '../engine/query-failed.js';

/** What Hive finds wrong before it does anything. */
export const semanticFailure = (problem: string, code?: number): QueryFailed =>
  new QueryFailed(`FAILED: SemanticException ${code === undefined ? '' : `[Error ${code}]: `}${problem}`);

/** What the catalog refuses when Hive acts on it. */
export const executionFailure = (exception: string, message: string): QueryFailed =>
  new QueryFailed(
    `FAILED: Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. ${exception}(message:${message})`,
  );

/** The answer, or undefined where the catalog has no such thing. */
export const unlessMissing = async <Output>(answer: Promise<Output>): Promise<Output | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'EntityNotFoundException') return undefined;
    throw error;
  }
};

/** What the catalog refuses ends the statement in Hive's words. */
export const asFailure = async <Output>(answer: Promise<Output>): Promise<Output> => {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw executionFailure(error.code, error.message);
  }
};
