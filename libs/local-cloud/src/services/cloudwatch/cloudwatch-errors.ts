import { AwsError } from '@sales-cdc/aws-wire';

export const invalidValue = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

export const invalidCombination = (message: string): AwsError =>
  new AwsError('InvalidParameterCombinationException', message);

/** Refuses members that have no effect here, by name. */
export const refuseMembers = <Input extends object>(input: Input, names: readonly (keyof Input & string)[]): void => {
  const given = names.find((name) => input[name] !== undefined && input[name] !== false);
  if (given !== undefined) throw invalidValue(`The local cloud does not support ${given}.`);
};
