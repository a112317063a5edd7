import type { PublishInput, PublishResponse } from '@aws-sdk/client-sns';
import { randomUuid } from '../../core/random-uuid.js';
import { invalidParameter, unsupported } from './sns-errors.js';
import type { SnsState } from './sns-state.js';
import { messageFilter } from './topic/filter-policy.js';
import { messageSizeBytes, publishedAttributes, type PublishedMessage } from './topic/message.js';
import type { Topic } from './topic/topics.js';

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MAXIMUM_BYTES = 262_144;
const MAXIMUM_SUBJECT = 100;

/** Durable when it resolves. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publish = async (input: PublishInput, state: SnsState): Promise<PublishResponse> => {
  if (input.PhoneNumber !== undefined) throw unsupported('text messages to phones');
  const arn = input.TopicArn ?? input.TargetArn;
  if (arn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  const topic = state.topics.require(arn);
  const message = publishedMessage(topic, input, state);
  await publishTo(topic, message, state);
  return { MessageId: message.messageId };
};

export type PublishMembers = Pick<
  PublishInput,
  'Message' | 'MessageAttributes' | 'MessageDeduplicationId' | 'MessageGroupId' | 'MessageStructure' | 'Subject'
>;

/** A message as it will be delivered. Throws InvalidParameter for one that SNS does not take. */
export const publishedMessage = (
  { arn: topicArn }: Topic,
  input: PublishMembers,
  { context }: SnsState,
): PublishedMessage => {
  for (const name of ['MessageGroupId', 'MessageDeduplicationId'] as const)
    if (input[name] !== undefined) throw unsupported(name);
  const attributes = publishedAttributes(input.MessageAttributes ?? {});
  const bodies = bodiesOf(input);
  if (messageSizeBytes({ bodies, attributes }) > MAXIMUM_BYTES) throw invalidParameter('Message too long');
  return {
    messageId: randomUuid(context.random),
    topicArn,
    ...(input.Subject !== undefined && { subject: checkedSubject(input.Subject) }),
    bodies,
    attributes,
    publishedAtMs: context.clock.now(),
  };
};

/** Writes the message down for each subscriber whose filter takes it. */
export const publishTo = async (topic: Topic, message: PublishedMessage, state: SnsState): Promise<void> => {
  const { counts, deliveries } = state;
  const takers = topic.subscriptions.filter((subscription) => {
    const { filterPolicy, filterPolicyScope, protocol } = subscription;
    const isTaken = messageFilter(filterPolicy, filterPolicyScope)(message, protocol);
    if (!isTaken) counts.add(topic.arn, 'filtered');
    return isTaken;
  });
  await deliveries.accept({ message, subscriptionArns: takers.map(({ arn }) => arn) });
  counts.add(topic.arn, 'published');
};

// eslint-disable-next-line no-control-regex -- these are the characters that a subject must not have
const CONTROL = /[\u0000-\u001F\u007F]/;

const checkedSubject = (subject: string): string => {
  if (subject === '' || subject.length > MAXIMUM_SUBJECT || CONTROL.test(subject)) throw invalidParameter('Subject');
  return subject;
};

const bodiesOf = ({ Message, MessageStructure }: PublishMembers): Readonly<Record<string, string>> => {
  if (Message === undefined || Message === '') throw invalidParameter('Empty message');
  if (MessageStructure === undefined || MessageStructure === '') return { default: Message };
  if (MessageStructure !== 'json') throw invalidParameter('MessageStructure');
  const bodies = jsonObject(Message);
  if (typeof bodies['default'] !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return Object.fromEntries(
    Object.entries(bodies).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
};

const jsonObject = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Refused below, like what is no object.
  }
  throw invalidParameter('Message Structure - JSON message body failed to parse');
};
