import { AwsError } from '@sales-cdc/aws-wire';

/** A policy that AWS would not take, or that the local cloud cannot enforce; both are refused when the template is run. */
export const malformedPolicy = (sentence: string): AwsError => new AwsError('MalformedPolicyDocument', sentence);
