import { AwsError } from '@sales-cdc/aws-wire';

// The codes are those of the service model; the wire turns them into `AWS.SimpleQueueService.…` for Query clients.

export const queueDoesNotExist = (): AwsError =>
  new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');

export const receiptHandleIsInvalid = (handle: string): AwsError =>
  new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`, 404);

export const invalidParameter = (reason: string): AwsError =>
  new AwsError('InvalidParameterValue', `One or more parameters are invalid. Reason: ${reason}`);

export const missingParameter = (name: string): AwsError =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);

export const unsupported = (what: string): AwsError =>
  new AwsError('UnsupportedOperation', `The local cloud does not support ${what}.`);
