import type { WireObject } from './dynalite-engine.js';
import type { DynamoDbState } from './dynamodb-state.js';

/**
 * The host of the region, as on AWS. A client that was given an endpoint does not ask for it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html
 */
export const describeEndpoints = (
  _input: WireObject,
  { context }: DynamoDbState,
): { readonly Endpoints: readonly { readonly Address: string; readonly CachePeriodInMinutes: number }[] } => ({
  Endpoints: [{ Address: `dynamodb.${context.region}.amazonaws.com`, CachePeriodInMinutes: 1_440 }],
});
