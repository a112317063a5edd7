import { isDeepStrictEqual } from 'node:util';
import { SPECIFICATION } from './specification.js';
import type { UpdateRules } from './update-rules.js';

/**
 * What a changed property does to its resource: changed in place, made anew, or made anew in some cases.
 *
 * Differs: AWS also tells changes with and without an interruption apart; here no change in place interrupts.
 */
export type UpdateBehaviour = 'none' | 'conditional' | 'replacement';

/** A property at the top of a resource that was added, removed or changed. */
export interface PropertyChange {
  readonly name: string;
  readonly behaviour: UpdateBehaviour;
}

type Properties = Readonly<Record<string, unknown>>;

/** Types whose ARN holds the name, so that two of a name cannot be, though their identifier is that ARN. */
const NAMED_BY_ARN: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName'],
  'AWS::SNS::Topic': ['TopicName'],
  'AWS::SQS::Queue': ['QueueName'],
};

const NO_RULES: UpdateRules = { name: [], replacement: [], conditional: [] };

const rulesOf = (type: string): UpdateRules => SPECIFICATION[type] ?? NO_RULES;

/**
 * What the specification says of a change of the property at the path (`TableInput.Name`; indexes do not count). What
 * lies below a property that causes a replacement causes one, too; of a type that it does not know, nothing does.
 */
export const updateBehaviourOf = (type: string, path: string): UpdateBehaviour => {
  const { replacement, conditional } = rulesOf(type);
  const plain = path.replaceAll(/\[\d+\]/g, '');
  const holds = (one: string): boolean => plain === one || plain.startsWith(`${one}.`);
  return replacement.some(holds) ? 'replacement' : conditional.some(holds) ? 'conditional' : 'none';
};

/**
 * The properties in which two states of a resource differ, each with the gravest behaviour of what changed in it.
 *
 * Law: none for equal properties; the same names whichever of the two comes first.
 */
export const propertyChanges = (type: string, before: Properties, after: Properties): readonly PropertyChange[] =>
  membersOf(before, after)
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => ({ name, behaviour: gravest(type, name, before[name], after[name]) }));

const gravest = (type: string, path: string, before: unknown, after: unknown): UpdateBehaviour => {
  if (isDeepStrictEqual(before, after)) return 'none';
  const own = updateBehaviourOf(type, path);
  if (own === 'replacement') return own;
  const below = memberPaths(path, before, after).map(([name, left, right]) => gravest(type, name, left, right));
  return below.includes('replacement') ? 'replacement' : below.includes('conditional') ? 'conditional' : own;
};

/** The members of two objects or lists, one of which may be absent: path, value before, value after. */
const memberPaths = (
  path: string,
  before: unknown,
  after: unknown,
): readonly (readonly [string, unknown, unknown])[] => {
  if (Array.isArray(before) || Array.isArray(after)) {
    const [left, right] = [listOf(before), listOf(after)];
    return (left.length > right.length ? left : right).map((_, index) => [path, left[index], right[index]]);
  }
  const [left, right] = [objectOf(before), objectOf(after)];
  return membersOf(left, right).map((name) => [`${path}.${name}`, left[name], right[name]]);
};

const membersOf = (before: Properties, after: Properties): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const objectOf = (value: unknown): Properties =>
  typeof value === 'object' && value !== null ? (value as Properties) : {};

/**
 * The name that stands in the way of a replacement: given by the template and the same before and after, so that the
 * new resource and the old one cannot both be. Undefined when there is none.
 */
export const nameInTheWay = (type: string, before: Properties, after: Properties): string | undefined => {
  const names = NAMED_BY_ARN[type] ?? rulesOf(type).name;
  const kept = names.map((name) => (before[name] === after[name] ? after[name] : undefined));
  return kept.every((name) => typeof name === 'string') ? kept[0] : undefined;
};
