import { compileEventPattern } from '../../event-pattern/event-pattern.js';
import { invalidParameter } from '../sns-errors.js';
import type { PublishedAttribute, PublishedMessage } from './message.js';
import { bodyFor } from './message.js';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** Whether a subscription takes a message. */
export type MessageFilter = (message: PublishedMessage, protocol: string) => boolean;

/**
 * Compiles a filter policy; `{}` takes every message. Throws InvalidParameter with what is wrong in it.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export const messageFilter = (policy: string | undefined, scope: FilterPolicyScope): MessageFilter => {
  if (policy === undefined || isEmptyObject(policy)) return () => true;
  const matches = compile(policy, scope);
  return scope === 'MessageAttributes'
    ? ({ attributes }) => matches(attributeValues(attributes))
    : (message, protocol) => {
        const body = parseObject(bodyFor(message, protocol));
        return body !== undefined && matches(body);
      };
};

const compile = (policy: string, scope: FilterPolicyScope): ((event: unknown) => boolean) => {
  const members = parseObject(policy);
  if (!members) throw invalidParameter('FilterPolicy: failed to parse JSON.');
  if (scope === 'MessageAttributes' && Object.values(members).some((value) => !Array.isArray(value)))
    throw invalidParameter('FilterPolicy: Filter policy scope MessageAttributes does not support nested filter policy');
  try {
    return compileEventPattern(policy);
  } catch (cause) {
    throw invalidParameter(`FilterPolicy: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
};

/** Text stays text, numbers are numbers, `String.Array` gives its elements; binary values cannot be filtered by. */
const attributeValues = (attributes: Readonly<Record<string, PublishedAttribute>>): object =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, attribute]): (readonly [string, unknown])[] =>
      attribute.text === undefined ? [] : [[name, attributeValue(attribute.dataType, attribute.text)]],
    ),
  );

const attributeValue = (dataType: string, text: string): unknown => {
  if (dataType === 'String.Array') return parseArray(text) ?? text;
  return dataType.startsWith('Number') ? Number(text) : text;
};

const parseArray = (text: string): readonly unknown[] | undefined => {
  const value = parse(text);
  return Array.isArray(value) ? value : undefined;
};

const parseObject = (text: string): object | undefined => {
  const value = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
};

const isEmptyObject = (text: string): boolean => {
  const value = parseObject(text);
  return value !== undefined && Object.keys(value).length === 0;
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
