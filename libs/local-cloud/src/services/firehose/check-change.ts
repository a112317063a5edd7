import { AwsError } from '@sales-cdc/aws-wire';
import type { OutputConfiguration } from './configuration.js';

/**
 * Throws for a change that AWS refuses.
 * Differs: the wording of the message is not AWS's.
 * https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-enable.html
 */
export const checkChange = (
  before: Pick<OutputConfiguration, 'dynamicPartitioning'> | undefined,
  { dynamicPartitioning }: Pick<OutputConfiguration, 'dynamicPartitioning'>,
): void => {
  if (!before || before.dynamicPartitioning === dynamicPartitioning) return;
  throw new AwsError(
    'InvalidArgumentException',
    dynamicPartitioning
      ? 'Dynamic partitioning cannot be enabled on an existing delivery stream.'
      : 'Dynamic partitioning cannot be disabled once it is enabled on a delivery stream.',
  );
};
