/**
 * What a provisioner does with the properties of its resource type, written as a tree of the same shape:
 * a setting is honoured, ignored for a stated reason, or refused, and never accepted and then forgotten.
 */
export type PropertyRule =
  | { readonly kind: 'supported' }
  | { readonly kind: 'oneOf'; readonly values: readonly unknown[] }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'each'; readonly rule: PropertyRule }
  | { readonly kind: 'members'; readonly members: PropertyRules };
export type PropertyRules = Readonly<Record<string, PropertyRule>>;

/** Honoured, whatever its value. */
export const supported: PropertyRule = { kind: 'supported' };
/** Honoured for these values only; any other is refused. */
export const oneOf = (...values: readonly unknown[]): PropertyRule => ({ kind: 'oneOf', values });
/** Has no effect on one machine; the reason is printed at start. */
export const ignored = (reason: string): PropertyRule => ({ kind: 'ignored', reason });
/** A list, each element of which follows the rule. */
export const each = (rule: PropertyRule): PropertyRule => ({ kind: 'each', rule });
/** An object with these members and no others. */
export const members = (rules: PropertyRules): PropertyRule => ({ kind: 'members', members: rules });

export interface IgnoredProperty {
  readonly path: string;
  readonly reason: string;
}
export interface PropertyFindings {
  /** Full sentences, each with the path of the property. */
  readonly refused: readonly string[];
  readonly ignored: readonly IgnoredProperty[];
}

/** Walks resolved properties along the rules. A property without a rule is refused. */
export const checkProperties = (
  properties: Readonly<Record<string, unknown>>,
  rules: PropertyRules,
): PropertyFindings => {
  const refused: string[] = [];
  const ignoredProperties: IgnoredProperty[] = [];

  const walk = (value: unknown, rule: PropertyRule | undefined, path: string): void => {
    if (!rule) refused.push(`the local cloud does not support the property ${path}.`);
    else if (rule.kind === 'ignored') ignoredProperties.push({ path, reason: rule.reason });
    else if (rule.kind === 'oneOf' && !rule.values.includes(value))
      refused.push(
        `${path} is ${JSON.stringify(value)}; the local cloud supports ${rule.values.map((one) => JSON.stringify(one)).join(' or ')}.`,
      );
    else if (rule.kind === 'each') walkEach(value, rule.rule, path);
    else if (rule.kind === 'members') walkMembers(value, rule.members, path);
  };
  const walkEach = (value: unknown, rule: PropertyRule, path: string): void => {
    if (Array.isArray(value)) value.forEach((element, index) => walk(element, rule, `${path}[${String(index)}]`));
    else refused.push(`${path} must be a list.`);
  };
  const walkMembers = (value: unknown, inner: PropertyRules, path: string): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refused.push(`${path} must be an object.`);
    else for (const [name, member] of Object.entries(value)) walk(member, inner[name], path ? `${path}.${name}` : name);
  };

  walkMembers(properties, rules, '');
  return { refused, ignored: ignoredProperties };
};
