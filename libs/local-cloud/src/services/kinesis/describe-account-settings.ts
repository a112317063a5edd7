import type { DescribeAccountSettingsOutput } from '@aws-sdk/client-kinesis';

/**
 * Nobody has committed to a minimum throughput: that is a matter of prices, of which there are none here.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeAccountSettings.html
 */
export const describeAccountSettings = (): DescribeAccountSettingsOutput => ({
  MinimumThroughputBillingCommitment: { Status: 'DISABLED' },
});
