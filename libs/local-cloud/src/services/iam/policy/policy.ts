import { parseConditions, type Condition } from './condition.js';
import { malformedPolicy } from './malformed-policy.js';
import { listOf, textsOf } from './policy-values.js';
import { parsePrincipal, type PrincipalTest } from './principal.js';
import { matchesWildcard } from './wildcard.js';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** Everyone the policy is attached to, in an identity policy. */
  readonly concerns: PrincipalTest;
  readonly coversAction: (action: string) => boolean;
  readonly coversResource: (resource: string) => boolean;
  readonly conditions: readonly Condition[];
}
export type Policy = readonly Statement[];

/** What a policy is attached to decides which elements it must and may have. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

const ELEMENTS: Readonly<Record<PolicyKind, readonly string[]>> = {
  identity: ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  resource: ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  trust: ['Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Condition'],
};

/**
 * A policy document, ready to be asked. Throws MalformedPolicyDocument for what AWS would not take and for what the
 * local cloud cannot enforce: NotPrincipal, policy variables, condition operators and keys that it does not know.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export const parsePolicy = (document: unknown, kind: PolicyKind): Policy => {
  const { Version, Id: _id, Statement: statements, ...rest } = objectOf('The policy document', document);
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    throw malformedPolicy(`the policy version ${JSON.stringify(Version)} is unknown.`);
  refuseUnknown(Object.keys(rest), []);
  return listOf(statements).map((statement) => parseStatement(objectOf('A statement', statement), kind));
};

const parseStatement = (statement: Readonly<Record<string, unknown>>, kind: PolicyKind): Statement => {
  refuseUnknown(Object.keys(statement), ELEMENTS[kind]);
  const { Effect: effect, Principal, Condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') throw malformedPolicy('the element Effect must be Allow or Deny.');
  return {
    effect,
    concerns: kind === 'identity' ? () => true : parsePrincipal(Principal, effect),
    coversAction: parseActions(statement),
    coversResource: kind === 'trust' ? () => true : parseEither(statement, 'Resource', 'NotResource', matchesWildcard),
    conditions: parseConditions(objectOf('Condition', Condition ?? {}) as Parameters<typeof parseConditions>[0]),
  };
};

const ACTION = /^(\*|[\w-]+:[\w*?]+)$/;
const parseActions = (statement: Readonly<Record<string, unknown>>): Statement['coversAction'] => {
  for (const action of textsOf('Action', statement['Action'] ?? statement['NotAction']))
    if (!ACTION.test(action)) throw malformedPolicy(`the action ${action} must be * or like service:Name.`);
  return parseEither(statement, 'Action', 'NotAction', (pattern, action) =>
    matchesWildcard(pattern.toLowerCase(), action.toLowerCase()),
  );
};

/** A statement has one of the two, and the second covers what it does not name. */
const parseEither = (
  statement: Readonly<Record<string, unknown>>,
  element: string,
  negated: string,
  matches: (pattern: string, text: string) => boolean,
): ((text: string) => boolean) => {
  if (element in statement === negated in statement)
    throw malformedPolicy(`a statement must have either ${element} or ${negated}.`);
  const isNamed = element in statement;
  const patterns = textsOf(element, statement[element] ?? statement[negated]);
  return (text) => patterns.some((pattern) => matches(pattern, text)) === isNamed;
};

const refuseUnknown = (elements: readonly string[], known: readonly string[]): void => {
  const unknown = elements.filter((element) => !known.includes(element));
  if (unknown.length > 0)
    throw malformedPolicy(`the local cloud does not support the element ${unknown.join(', ')} in this kind of policy.`);
};

const objectOf = (what: string, value: unknown): Readonly<Record<string, unknown>> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw malformedPolicy(`${what} must be an object.`);
};
