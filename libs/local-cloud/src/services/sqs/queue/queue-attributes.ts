import { AwsError } from '@sales-cdc/aws-wire';
import { redrivePolicy, type RedrivePolicy } from './redrive-policy.js';

/** The settings of a queue that have an effect here. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export interface QueueAttributes {
  readonly DelaySeconds: number;
  /** Bytes. */
  readonly MaximumMessageSize: number;
  /** Seconds. */
  readonly MessageRetentionPeriod: number;
  readonly ReceiveMessageWaitTimeSeconds: number;
  /** Seconds. */
  readonly VisibilityTimeout: number;
  readonly RedrivePolicy?: RedrivePolicy;
  /** JSON as it was given: who may send and receive. IAM decides by it. */
  readonly Policy?: string;
}

type NumberName = Exclude<keyof QueueAttributes, 'RedrivePolicy' | 'Policy'>;

interface AttributeRule {
  readonly least: number;
  readonly most: number;
  readonly byDefault: number;
}

const RULES: Readonly<Record<NumberName, AttributeRule>> = {
  DelaySeconds: { least: 0, most: 900, byDefault: 0 },
  MaximumMessageSize: { least: 1024, most: 1_048_576, byDefault: 1_048_576 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, byDefault: 345_600 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20, byDefault: 0 },
  VisibilityTimeout: { least: 0, most: 43_200, byDefault: 30 },
};

/** Those that a template may give. */
export const QUEUE_ATTRIBUTE_NAMES: readonly string[] = [...Object.keys(RULES), 'RedrivePolicy'];

const isKnown = (name: string): name is NumberName => Object.hasOwn(RULES, name);

/** The given settings, AWS's defaults for the rest. Throws an AwsError for an unknown name or a value out of range. */
export const queueAttributes = (given: Readonly<Record<string, unknown>>): QueueAttributes => {
  const { RedrivePolicy: redrive, Policy, ...numbers } = given;
  const policy = redrivePolicy(redrive);
  const checked = new Map(Object.entries(numbers).map(([name, value]) => [name, checkedValue(name, value)]));
  const valueOf = (name: NumberName): number => checked.get(name) ?? RULES[name].byDefault;
  return {
    DelaySeconds: valueOf('DelaySeconds'),
    MaximumMessageSize: valueOf('MaximumMessageSize'),
    MessageRetentionPeriod: valueOf('MessageRetentionPeriod'),
    ReceiveMessageWaitTimeSeconds: valueOf('ReceiveMessageWaitTimeSeconds'),
    VisibilityTimeout: valueOf('VisibilityTimeout'),
    ...(policy && { RedrivePolicy: policy }),
    // An empty one takes the policy away.
    ...(typeof Policy === 'string' && Policy !== '' && { Policy }),
  };
};

const checkedValue = (name: string, value: unknown): number => {
  if (!isKnown(name))
    throw new AwsError('InvalidAttributeName', `The local cloud does not support the queue attribute ${name}.`);
  const number = Number(value);
  const { least, most } = RULES[name];
  if (value === '' || !Number.isInteger(number) || number < least || number > most)
    throw new AwsError(
      'InvalidAttributeValue',
      `Invalid value for the parameter ${name}. It must be a whole number from ${least} to ${most}.`,
    );
  return number;
};
