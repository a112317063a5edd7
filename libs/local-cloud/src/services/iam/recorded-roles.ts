import { listOf, textsOf } from './policy/policy-values.js';

interface TrustStatement {
  readonly Principal?: { readonly AWS?: unknown; readonly Service?: unknown } | string;
}

/** Differs: CloudFormation makes resources in the name of the account's admin, and acts under no role. */
const NOT_ACTING: readonly string[] = ['cloudformation.amazonaws.com'];

/**
 * Whether only callers from outside and CloudFormation may take on a role with this trust policy, such as those of CDK's
 * bootstrap stack. Callers from outside are the account's admin, so what the role's policies allow decides nothing.
 */
export const isForOutsiders = (trustPolicy: unknown): boolean => {
  const statements = listOf((trustPolicy as { readonly Statement?: unknown } | undefined)?.Statement);
  return statements.length > 0 && statements.every((statement) => isOfOutsiders(statement as TrustStatement));
};

const isOfOutsiders = ({ Principal: principal }: TrustStatement): boolean => {
  if (typeof principal !== 'object') return false;
  const services = principal.Service === undefined ? [] : textsOf('Principal.Service', principal.Service);
  return services.every((service) => NOT_ACTING.includes(service));
};
