import { invalidParameter, unsupported } from '../sns-errors.js';
import { messageFilter, type FilterPolicyScope } from './filter-policy.js';

/** The settings of a subscription that have an effect here. */
export interface SubscriptionSettings {
  readonly rawMessageDelivery: boolean;
  /** JSON text. */
  readonly filterPolicy?: string;
  readonly filterPolicyScope: FilterPolicyScope;
  /** The queue for what cannot be delivered. */
  readonly deadLetterQueueArn?: string;
}

export type SubscriptionProtocol = 'sqs' | 'lambda';

/** A subscription as it lies on disk. */
export interface Subscription extends SubscriptionSettings {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: SubscriptionProtocol;
  readonly endpoint: string;
  /** `stack/LogicalId` of one that a template made. */
  readonly origin?: string;
}

export const DEFAULT_SETTINGS: SubscriptionSettings = {
  rawMessageDelivery: false,
  filterPolicyScope: 'MessageAttributes',
};

/** The settings with the given attributes changed. Throws InvalidParameter for what AWS, or the local cloud, refuses. */
export const changedSettings = (
  before: SubscriptionSettings,
  attributes: Readonly<Record<string, string | undefined>>,
): SubscriptionSettings => {
  const changed = Object.entries(attributes).reduce<SubscriptionSettings>(
    (settings, [name, value = '']) => applied(settings, name, value),
    before,
  );
  messageFilter(changed.filterPolicy, changed.filterPolicyScope);
  return changed;
};

const applied = (settings: SubscriptionSettings, name: string, value: string): SubscriptionSettings => {
  switch (name) {
    case 'RawMessageDelivery':
      if (!/^(true|false)$/i.test(value))
        throw invalidParameter(`RawMessageDelivery Reason: Invalid value [${value}]. Must be true or false.`);
      return { ...settings, rawMessageDelivery: value.toLowerCase() === 'true' };
    case 'FilterPolicy': {
      const { filterPolicy: _before, ...rest } = settings;
      return value === '' ? rest : { ...rest, filterPolicy: value };
    }
    case 'FilterPolicyScope':
      if (value !== 'MessageAttributes' && value !== 'MessageBody')
        throw invalidParameter(
          `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
        );
      return { ...settings, filterPolicyScope: value };
    case 'RedrivePolicy': {
      const { deadLetterQueueArn: _before, ...rest } = settings;
      return value === '' ? rest : { ...rest, deadLetterQueueArn: redriveTarget(value) };
    }
    default:
      throw unsupported(`the subscription attribute ${name}`);
  }
};

const redriveTarget = (policy: string): string => {
  const target = targetIn(policy);
  if (target?.split(':')[2] !== 'sqs' || target.endsWith('.fifo'))
    throw invalidParameter('RedrivePolicy: deadLetterTargetArn must be the ARN of a standard queue');
  return target;
};

const targetIn = (policy: string): string | undefined => {
  try {
    return (JSON.parse(policy) as { deadLetterTargetArn?: string } | null)?.deadLetterTargetArn;
  } catch {
    throw invalidParameter('RedrivePolicy: failed to parse JSON.');
  }
};

/** Where a subscriber is. Throws for a protocol that the local cloud does not deliver by, or an endpoint of another kind. */
export const checkedEndpoint = (
  protocol: string | undefined,
  endpoint: string | undefined,
): Pick<Subscription, 'protocol' | 'endpoint'> => {
  if (protocol !== 'sqs' && protocol !== 'lambda')
    throw unsupported(`subscriptions by ${String(protocol)}; it delivers to sqs and lambda`);
  const service = endpoint?.split(':')[2];
  if (endpoint === undefined || service !== protocol)
    throw invalidParameter(protocol === 'sqs' ? 'SQS endpoint ARN' : 'Lambda endpoint ARN');
  if (endpoint.endsWith('.fifo'))
    throw invalidParameter(
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    );
  return { protocol, endpoint };
};
