import { isDeepStrictEqual } from 'node:util';
import type { CreateTopicInput, CreateTopicResponse, Tag } from '@aws-sdk/client-sns';
import { invalidParameter, unsupported } from './sns-errors.js';
import type { SnsState } from './sns-state.js';

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic = async (
  { Name: name = '', Attributes = {}, Tags = [], DataProtectionPolicy }: CreateTopicInput,
  { topics }: SnsState,
): Promise<CreateTopicResponse> => {
  if (DataProtectionPolicy !== undefined) throw unsupported('DataProtectionPolicy');
  const arn = topics.arn(name);
  const { displayName = '' } = topicAttributes(Attributes);
  const tags = tagsOf(Tags);
  const existing = topics.find(arn);
  if (!existing) await topics.put({ name, arn, displayName, tags, subscriptions: [] });
  else if (Object.keys(Attributes).length > 0 && existing.displayName !== displayName)
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  else if (Tags.length > 0 && !isDeepStrictEqual(existing.tags, tags))
    throw invalidParameter('Tags Reason: Topic already exists with different tags');
  return { TopicArn: arn };
};

/** The attributes that have an effect here. Throws for any other. */
export const topicAttributes = (
  attributes: Readonly<Record<string, string | undefined>>,
): { readonly displayName?: string } => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'DisplayName' || (name === 'FifoTopic' && value === 'false')) continue;
    throw unsupported(`the topic attribute ${name}`);
  }
  const { DisplayName: displayName } = attributes;
  if (displayName === undefined) return {};
  if (displayName.length > 100) throw invalidParameter('DisplayName Reason: Display name is too long');
  return { displayName };
};

export const tagsOf = (tags: readonly Tag[]): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
