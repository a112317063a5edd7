import { malformedPolicy } from './malformed-policy.js';
import { matchesArn, matchesWildcard } from './wildcard.js';

/** Whether a value of the request fits a value of the policy. */
type Comparison = (given: string, wanted: string) => boolean;

export interface Operator {
  readonly compare: Comparison;
  /** `NotEquals` and the like: no value of the policy may fit. */
  readonly negated: boolean;
}

const caseless =
  (compare: Comparison): Comparison =>
  (given, wanted) =>
    compare(given.toLowerCase(), wanted.toLowerCase());
const by =
  (valueOf: (text: string) => number, holds: (given: number, wanted: number) => boolean): Comparison =>
  (given, wanted) =>
    holds(valueOf(given), valueOf(wanted));
/** ISO 8601, or seconds since the epoch. */
const instantOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const equal: Comparison = (given, wanted) => given === wanted;

const is = (compare: Comparison): Operator => ({ compare, negated: false });
const isNot = (compare: Comparison): Operator => ({ compare, negated: true });

const ordered = (type: string, valueOf: (text: string) => number): Readonly<Record<string, Operator>> => ({
  [`${type}Equals`]: is(by(valueOf, (given, wanted) => given === wanted)),
  [`${type}NotEquals`]: isNot(by(valueOf, (given, wanted) => given === wanted)),
  [`${type}LessThan`]: is(by(valueOf, (given, wanted) => given < wanted)),
  [`${type}LessThanEquals`]: is(by(valueOf, (given, wanted) => given <= wanted)),
  [`${type}GreaterThan`]: is(by(valueOf, (given, wanted) => given > wanted)),
  [`${type}GreaterThanEquals`]: is(by(valueOf, (given, wanted) => given >= wanted)),
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: is(equal),
  StringNotEquals: isNot(equal),
  StringEqualsIgnoreCase: is(caseless(equal)),
  StringNotEqualsIgnoreCase: isNot(caseless(equal)),
  StringLike: is((given, wanted) => matchesWildcard(wanted, given)),
  StringNotLike: isNot((given, wanted) => matchesWildcard(wanted, given)),
  // Amazon: the two behave alike.
  ArnEquals: is((given, wanted) => matchesArn(wanted, given)),
  ArnLike: is((given, wanted) => matchesArn(wanted, given)),
  ArnNotEquals: isNot((given, wanted) => matchesArn(wanted, given)),
  ArnNotLike: isNot((given, wanted) => matchesArn(wanted, given)),
  Bool: is(caseless(equal)),
  ...ordered('Numeric', Number),
  ...ordered('Date', instantOf),
};

/** Throws for an operator that the local cloud does not have (`IpAddress`, `BinaryEquals`, or none of IAM's at all). */
export const operatorNamed = (name: string): Operator => {
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) throw malformedPolicy(`the local cloud does not support the condition operator ${name}.`);
  return operator;
};
