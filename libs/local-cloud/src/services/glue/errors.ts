import { AwsError } from '@sales-cdc/aws-wire';

/** https://docs.aws.amazon.com/glue/latest/webapi/CommonErrors.html */
export const entityNotFound = (message: string): AwsError => new AwsError('EntityNotFoundException', message, 400);

export const alreadyExists = (message: string): AwsError => new AwsError('AlreadyExistsException', message, 400);

export const invalidInput = (message: string): AwsError => new AwsError('InvalidInputException', message, 400);

export const concurrentModification = (message: string): AwsError =>
  new AwsError('ConcurrentModificationException', message, 400);
