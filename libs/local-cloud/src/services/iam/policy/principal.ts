import { malformedPolicy } from './malformed-policy.js';
import { textsOf } from './policy-values.js';

/** Who asks: a role session; for a trust policy a service; or somebody from outside, who is the account's admin. */
export type Caller =
  | { readonly kind: 'role'; readonly roleArn: string; readonly sessionArn: string; readonly accountId: string }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'admin'; readonly accountId: string };

/** Whether a statement is about a caller. */
export type PrincipalTest = (caller: Caller) => boolean;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export const parsePrincipal = (principal: unknown, effect: 'Allow' | 'Deny'): PrincipalTest => {
  if (principal === '*') return () => true;
  if (typeof principal !== 'object' || principal === null)
    throw malformedPolicy('the element Principal must be "*" or an object.');
  const tests = Object.entries(principal).flatMap(([kind, value]) => {
    const names = textsOf(`Principal.${kind}`, value);
    if (kind === 'AWS') return names.map((name) => awsPrincipal(name, effect));
    if (kind === 'Service') return names.map(servicePrincipal);
    throw malformedPolicy(`the local cloud does not support the principal ${kind}.`);
  });
  return (caller) => tests.some((test) => test(caller));
};

const servicePrincipal =
  (name: string): PrincipalTest =>
  (caller) =>
    caller.kind === 'service' && caller.service === name;

const awsPrincipal = (name: string, effect: 'Allow' | 'Deny'): PrincipalTest => {
  if (name === '*') return () => true;
  const account = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
  // To allow an account leaves it to the account's own policies whom of it they let in, which is its admin at least; to
  // deny one binds all of it.
  if (account !== undefined)
    return (caller) =>
      caller.kind !== 'service' && caller.accountId === account && (effect === 'Deny' || caller.kind === 'admin');
  return (caller) => caller.kind === 'role' && (caller.roleArn === name || caller.sessionArn === name);
};
