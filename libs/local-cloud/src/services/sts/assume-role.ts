import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '@sales-cdc/aws-wire';
import type { StsState } from './sts-state.js';

const UNSUPPORTED = [
  ...(['Policy', 'PolicyArns', 'SerialNumber', 'TokenCode', 'ProvidedContexts'] as const),
  ...(['Tags', 'TransitiveTagKeys', 'SourceIdentity'] as const),
];
const HOUR_S = 3600;
const LEAST_S = 900;
const MOST_S = 12 * HOUR_S;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Credentials of a role whose trust policy lets the account in.
 *
 * Differs: who calls with them is still the account's admin, as every caller from outside is.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = (request: AssumeRoleRequest, { context, trust }: StsState): AssumeRoleResponse => {
  const given = UNSUPPORTED.filter((name) => isGiven(request[name]));
  if (given.length > 0)
    throw new AwsError('ValidationError', `The local cloud does not support ${given.join(', ')} of AssumeRole.`);
  const { RoleArn = '', RoleSessionName = '', DurationSeconds = HOUR_S, ExternalId } = request;
  requireValid(RoleSessionName, DurationSeconds);
  trust.admit({ roleArn: RoleArn, ...(ExternalId !== undefined && { externalId: ExternalId }) });
  const { partition, accountId, clock, random } = context;
  const letters = (count: number): string =>
    Array.from({ length: count }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
  return {
    Credentials: {
      AccessKeyId: `ASIA${letters(16)}`,
      SecretAccessKey: letters(40),
      SessionToken: letters(120),
      Expiration: new Date(clock.now() + DurationSeconds * 1000),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROA${letters(17)}:${RoleSessionName}`,
      Arn: `arn:${partition}:sts::${accountId}:assumed-role/${RoleArn.split('/').at(-1) ?? ''}/${RoleSessionName}`,
    },
  };
};

const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

const requireValid = (sessionName: string, durationSeconds: number): void => {
  const refuse = (value: string, member: string, constraint: string): never => {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
    );
  };
  if (!SESSION_NAME.test(sessionName))
    refuse(sessionName, 'roleSessionName', 'Member must satisfy regular expression pattern: [\\w+=,.@-]{2,64}');
  if (durationSeconds < LEAST_S || durationSeconds > MOST_S)
    refuse(
      String(durationSeconds),
      'durationSeconds',
      `Member must have value between ${String(LEAST_S)} and ${String(MOST_S)}`,
    );
};
