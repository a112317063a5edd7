import { createHash } from 'node:crypto';
import { each, ignored, members, oneOf, supported } from '../../core/property-rules.js';
import { nameOf, type Provisioner, type ResolvedResource } from '../../core/provisioner.js';
import { originOf } from '../../core/resource-origin.js';
import { topicAttributes } from './create-topic.js';
import { deleteTopic } from './delete-topic.js';
import type { SnsState } from './sns-state.js';
import { changedSettings, checkedEndpoint, DEFAULT_SETTINGS, type Subscription } from './topic/subscription.js';
import { unsubscribe } from './unsubscribe.js';

/** Told of each subscription that the template has. */
export type OnSubscribed = (subscription: Subscription) => void;

interface TopicProperties {
  readonly DisplayName?: string;
  readonly Subscription?: readonly { readonly Endpoint?: string; readonly Protocol?: string }[];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const topicProvisioner = (state: SnsState, onSubscribed: OnSubscribed): Provisioner => ({
  type: 'AWS::SNS::Topic',
  attributes: ['TopicArn', 'TopicName'],
  properties: {
    DisplayName: supported,
    FifoTopic: oneOf(false),
    KmsMasterKeyId: ignored('nothing is encrypted on one machine'),
    SignatureVersion: oneOf('1'),
    Subscription: each(members({ Endpoint: supported, Protocol: supported })),
    Tags: ignored('tags have no effect on one machine'),
    TopicName: supported,
    TracingConfig: ignored('the local cloud has no X-Ray'),
  },
  find: async (resource) => state.topics.find(state.topics.arn(nameOf(resource, 'TopicName')))?.arn,
  async provision(resource) {
    const { DisplayName = '', Subscription: subscriptions = [] } = resource.properties as TopicProperties;
    const { displayName = '' } = topicAttributes({ DisplayName });
    const name = nameOf(resource, 'TopicName');
    const arn = state.topics.arn(name);
    const { tags = {}, subscriptions: before = [] } = state.topics.find(arn) ?? {};
    await state.topics.put({ name, arn, displayName, tags, subscriptions: before });
    const origin = originOf(resource);
    for (const [index, { Endpoint, Protocol }] of subscriptions.entries())
      onSubscribed(await putSubscription(`${origin}/${index}`, arn, { Endpoint, Protocol }, state));
    for (const one of before.filter(isBeyond(origin, subscriptions.length))) await state.topics.removeSubscription(one);
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  remove: async (TopicArn) => {
    await deleteTopic({ TopicArn }, state);
  },
});

/** Whether a subscription was made by this topic's own list, and the list has become too short for it. */
const isBeyond =
  (origin: string, length: number) =>
  ({ origin: own = '' }: Subscription): boolean =>
    own.startsWith(`${origin}/`) && Number(own.slice(origin.length + 1)) >= length;

interface SubscriptionProperties {
  readonly Endpoint?: string | undefined;
  readonly Protocol?: string | undefined;
  readonly RawMessageDelivery?: boolean | string;
  readonly FilterPolicy?: object;
  readonly FilterPolicyScope?: string;
  readonly RedrivePolicy?: object;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const subscriptionProvisioner = (state: SnsState, onSubscribed: OnSubscribed): Provisioner => ({
  type: 'AWS::SNS::Subscription',
  attributes: ['Arn'],
  properties: {
    Endpoint: supported,
    FilterPolicy: supported,
    FilterPolicyScope: oneOf('MessageAttributes', 'MessageBody'),
    Protocol: oneOf('sqs', 'lambda'),
    RawMessageDelivery: supported,
    RedrivePolicy: supported,
    Region: oneOf(state.context.region),
    TopicArn: supported,
  },
  async provision(resource: ResolvedResource) {
    const { TopicArn, ...properties } = resource.properties as SubscriptionProperties & { TopicArn?: string };
    const subscription = await putSubscription(originOf(resource), TopicArn, properties, state);
    onSubscribed(subscription);
    return { physicalId: subscription.arn, attributes: { Arn: subscription.arn } };
  },
  remove: async (SubscriptionArn) => {
    await unsubscribe({ SubscriptionArn }, state);
  },
});

/** The ARN stays from run to run, so that what was not delivered still finds its subscriber. */
const putSubscription = async (
  origin: string,
  topicArn: string | undefined,
  properties: SubscriptionProperties,
  { topics }: SnsState,
): Promise<Subscription> => {
  const { RawMessageDelivery, FilterPolicy, FilterPolicyScope, RedrivePolicy } = properties;
  const settings = changedSettings(DEFAULT_SETTINGS, {
    ...(RawMessageDelivery !== undefined && { RawMessageDelivery: String(RawMessageDelivery) }),
    ...(FilterPolicyScope !== undefined && { FilterPolicyScope }),
    ...(FilterPolicy && { FilterPolicy: JSON.stringify(FilterPolicy) }),
    ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
  });
  const topic = topics.require(topicArn);
  const endpoint = checkedEndpoint(properties.Protocol, properties.Endpoint);
  const arn = `${topic.arn}:${uuidOf(origin)}`;
  const subscription = { arn, topicArn: topic.arn, origin, ...endpoint, ...settings };
  await topics.putSubscription(subscription);
  return subscription;
};

const uuidOf = (text: string): string => {
  const digits = createHash('sha256').update(text).digest('hex');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20, 32),
  ].join('-');
};
