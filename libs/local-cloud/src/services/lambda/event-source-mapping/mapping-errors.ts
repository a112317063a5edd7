import { AwsError } from '@sales-cdc/aws-wire';

const MEMBERS = { members: { Type: 'User' } };

export const invalidParameter = (message: string, cause?: unknown): AwsError =>
  new AwsError('InvalidParameterValueException', message, 400, { ...MEMBERS, cause });

export const mappingNotFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, MEMBERS);

export const mappingExists = (sourceArn: string, functionName: string, uuid: string): AwsError =>
  new AwsError(
    'ResourceConflictException',
    `The event source arn (" ${sourceArn} ") and function (" ${functionName} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${uuid}`,
    409,
    MEMBERS,
  );
