import { AwsError } from '@sales-cdc/aws-wire';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_InvalidRequestException.html */
export const invalidRequest = (message: string, code = 'INVALID_INPUT'): AwsError =>
  new AwsError('InvalidRequestException', message, 400, { members: { AthenaErrorCode: code } });

/** Throws for a member of the request that is set and not honoured. */
export const refuseMembers = (input: object, names: readonly string[]): void => {
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && names.includes(name))
      throw invalidRequest(`The local cloud does not support ${name}; leave it out.`);
};
