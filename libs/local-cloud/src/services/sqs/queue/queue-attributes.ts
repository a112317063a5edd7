import { AwsError } from '@sales-cdc/aws-wire';

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
}

interface AttributeRule {
  readonly least: number;
  readonly most: number;
  readonly byDefault: number;
}

const RULES: Readonly<Record<keyof QueueAttributes, AttributeRule>> = {
  DelaySeconds: { least: 0, most: 900, byDefault: 0 },
  MaximumMessageSize: { least: 1024, most: 1_048_576, byDefault: 1_048_576 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, byDefault: 345_600 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20, byDefault: 0 },
  VisibilityTimeout: { least: 0, most: 43_200, byDefault: 30 },
};

export const QUEUE_ATTRIBUTE_NAMES = Object.keys(RULES) as readonly (keyof QueueAttributes)[];

const isKnown = (name: string): name is keyof QueueAttributes => Object.hasOwn(RULES, name);

/** The given settings, AWS's defaults for the rest. Throws an AwsError for an unknown name or a value out of range. */
export const queueAttributes = (given: Readonly<Record<string, unknown>>): QueueAttributes => {
  const checked = new Map(Object.entries(given).map(([name, value]) => [name, checkedValue(name, value)]));
  const valueOf = (name: keyof QueueAttributes): number => checked.get(name) ?? RULES[name].byDefault;
  return {
    DelaySeconds: valueOf('DelaySeconds'),
    MaximumMessageSize: valueOf('MaximumMessageSize'),
    MessageRetentionPeriod: valueOf('MessageRetentionPeriod'),
    ReceiveMessageWaitTimeSeconds: valueOf('ReceiveMessageWaitTimeSeconds'),
    VisibilityTimeout: valueOf('VisibilityTimeout'),
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
