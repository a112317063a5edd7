import type { LogGroupRecord } from './log-groups.js';
import type { LogsState } from './logs-state.js';
import { invalidParameter, streamNotFound } from './logs-errors.js';

export interface GroupReference {
  readonly logGroupName?: string | undefined;
  /** A name or an ARN, with or without `:*` at its end. */
  readonly logGroupIdentifier?: string | undefined;
}

/** The group that a caller means, who must give its name or its identifier and not both. */
export const requestedGroup = (
  { logGroupName, logGroupIdentifier }: GroupReference,
  { groups }: Pick<LogsState, 'groups'>,
): LogGroupRecord => {
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
    throw invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be specified.');
  return groups.require(logGroupName ?? nameIn(logGroupIdentifier ?? ''));
};

const nameIn = (identifier: string): string =>
  identifier.replace(/^arn:[^:]*:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');

export const requireStream = async (group: LogGroupRecord, name: string, { files }: LogsState): Promise<void> => {
  if (!(await files.streamNames(group.name)).includes(name)) throw streamNotFound();
};
