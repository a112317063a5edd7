import type { WireObject } from '../dynalite-engine.js';
import { requireTable, type DynamoDbState } from '../dynamodb-state.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive = (input: WireObject, state: DynamoDbState): WireObject => {
  const { expiryAttribute } = requireTable('DescribeTimeToLive', input, state).table;
  return {
    TimeToLiveDescription:
      expiryAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: expiryAttribute },
  };
};
