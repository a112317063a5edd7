import { AwsError } from '@sales-cdc/aws-wire';

/** What CloudFormation calls most of what a caller can do wrong. */
export const validationError = (message: string): AwsError => new AwsError('ValidationError', message);

/** The token of another request than this one. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html#API_CreateStack_Errors */
export const tokenAlreadyExists = (token: string): AwsError =>
  new AwsError('TokenAlreadyExistsException', `A client request token already exists: ${token}`);

export const alreadyExists = (name: string): AwsError =>
  new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);

/** A state of the stack in which the operation cannot begin. */
export const wrongState = (id: string, status: string, canNot: string): AwsError =>
  validationError(`Stack:${id} is in ${status} state and can not be ${canNot}.`);

/** Input that the local cloud does not act on is refused by its name. */
export const refuseSettings = (operation: string, input: object, names: readonly string[]): void => {
  const given = names.filter((name) => isGiven((input as Readonly<Record<string, unknown>>)[name]));
  if (given.length > 0) throw validationError(`The local cloud does not support ${given.join(', ')} of ${operation}.`);
};

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
