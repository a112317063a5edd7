import { createHash } from 'node:crypto';
import type { Scope } from './scope.js';

/** Stands for `Ref: AWS::NoValue`: the member or element that has it is left out. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoParameters: ReadonlyMap<string, (scope: Scope) => unknown> = new Map<
  string,
  (scope: Scope) => unknown
>([
  ['AWS::AccountId', ({ environment }) => environment.accountId],
  ['AWS::NoValue', () => NO_VALUE],
  ['AWS::NotificationARNs', () => []],
  ['AWS::Partition', ({ environment }) => environment.partition],
  ['AWS::Region', ({ environment }) => environment.region],
  ['AWS::StackId', (scope) => stackId(scope)],
  ['AWS::StackName', ({ stackName }) => stackName],
  ['AWS::URLSuffix', ({ environment }) => environment.urlSuffix],
]);

/** Differs: AWS draws a new id for each stack; here it follows from the name, so that names made of it last. */
const stackId = ({ stackName, environment: { partition, region, accountId } }: Scope): string => {
  const stack = `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stackName}`;
  const digest = createHash('sha256').update(stack).digest('hex');
  const uuid = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    digest.slice(12, 16),
    digest.slice(16, 20),
    digest.slice(20, 32),
  ].join('-');
  return `${stack}/${uuid}`;
};
