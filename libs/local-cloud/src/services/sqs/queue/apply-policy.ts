import { AwsError } from '@sales-cdc/aws-wire';
import type { ResourcePolicies } from '../../../core/authorization/resource-policies.js';
import type { QueueAttributes } from './queue-attributes.js';

/** Lets IAM know the policy of a queue. Throws InvalidAttributeValue for what is none. */
export const applyPolicy = (queueArn: string, { Policy }: QueueAttributes, policies: ResourcePolicies): void => {
  if (Policy === undefined) {
    policies.remove(queueArn);
    return;
  }
  try {
    policies.put(queueArn, JSON.parse(Policy));
  } catch (cause) {
    const reason = cause instanceof Error ? ` Reason: ${cause.message}` : '';
    throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter Policy.${reason}`, 400, { cause });
  }
};
