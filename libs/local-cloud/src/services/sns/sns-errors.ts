import { AwsError } from '@sales-cdc/aws-wire';

// The codes are those of the service model; on the wire they are `InvalidParameter`, `NotFound`, ….

export const invalidParameter = (what: string): AwsError =>
  new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);

export const topicNotFound = (): AwsError => new AwsError('NotFoundException', 'Topic does not exist', 404);

export const subscriptionNotFound = (): AwsError =>
  new AwsError('NotFoundException', 'Subscription does not exist', 404);

export const unsupported = (what: string): AwsError =>
  new AwsError('InvalidParameterException', `Invalid parameter: the local cloud does not support ${what}`);
