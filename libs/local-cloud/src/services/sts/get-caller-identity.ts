import type { StsState } from './sts-state.js';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity = (
  _input: object,
  { context: { partition, accountId }, session }: StsState,
): { readonly UserId: string; readonly Account: string; readonly Arn: string } => ({
  UserId: session?.userId ?? accountId,
  Account: accountId,
  Arn: session?.arn ?? `arn:${partition}:iam::${accountId}:root`,
});
