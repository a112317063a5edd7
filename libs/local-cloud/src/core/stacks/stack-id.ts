import { createHash } from 'node:crypto';
import { arnOf, type CloudContext } from '../cloud-context.js';

/** The ARN of a stack of the assembly, the same in every run; those that CloudFormation creates get new ones. */
export const stackId = (context: CloudContext, name: string): string => {
  const hex = createHash('sha256').update(`${context.accountId} ${context.region} ${name}`).digest('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return arnOf(context, 'cloudformation', `stack/${name}/${uuid}`);
};
