import type { CloudContext } from '../../core/cloud-context.js';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity = (
  _input: object,
  { partition, accountId }: CloudContext,
): { readonly UserId: string; readonly Account: string; readonly Arn: string } => ({
  UserId: accountId,
  Account: accountId,
  Arn: `arn:${partition}:iam::${accountId}:root`,
});
