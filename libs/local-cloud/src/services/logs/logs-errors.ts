import { AwsError } from '@sales-cdc/aws-wire';

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', message);

export const groupNotFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');

export const streamNotFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');

export const alreadyExists = (what: 'group' | 'stream'): AwsError =>
  new AwsError('ResourceAlreadyExistsException', `The specified log ${what} already exists`);

/** Refuses members that have no effect here, by name. */
export const refuseMembers = <Input extends object>(input: Input, names: readonly (keyof Input & string)[]): void => {
  const given = names.find((name) => input[name] !== undefined && input[name] !== false);
  if (given !== undefined) throw invalidParameter(`The local cloud does not support ${given}.`);
};

/** The limit of a page: `most` where none is given. */
export const checkLimit = (limit: number | undefined, most: number): number => {
  const value = limit ?? most;
  const refuse = (constraint: string): AwsError =>
    invalidParameter(
      `1 validation error detected: Value '${value}' at 'limit' failed to satisfy constraint: Member must have value ${constraint}`,
    );
  if (value < 1) throw refuse('greater than or equal to 1');
  if (value > most) throw refuse(`less than or equal to ${most}`);
  return value;
};
