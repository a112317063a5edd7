import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { invalidParameter } from '../sns-errors.js';

/** An attribute of a message as it lies on disk; binary values in base64. */
export interface PublishedAttribute {
  readonly dataType: string;
  readonly text?: string;
  readonly binary?: string;
}

/** A message that was published, before it is written for a subscriber. */
export interface PublishedMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string;
  /** By protocol where the publisher has given one for it, and `default`. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, PublishedAttribute>>;
  readonly publishedAtMs: number;
}

const KINDS: ReadonlySet<string> = new Set(['String', 'Number', 'Binary']);

/** Throws InvalidParameter for what is no attribute of a message. */
export const publishedAttributes = (
  given: Readonly<Record<string, MessageAttributeValue>>,
): Readonly<Record<string, PublishedAttribute>> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, publishedAttribute(name, value)]));

const publishedAttribute = (
  name: string,
  { DataType: dataType = '', StringValue: text, BinaryValue: binary }: MessageAttributeValue,
): PublishedAttribute => {
  const kind = dataType.split('.')[0] ?? '';
  if (!KINDS.has(kind))
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  if (kind === 'Binary' ? !binary?.length : !text)
    throw invalidParameter(`The message attribute '${name}' must contain non-empty message attribute value.`);
  if (kind === 'Number' && Number.isNaN(Number(text)))
    throw invalidParameter(`Could not cast message attribute '${name}' value to number.`);
  return {
    dataType,
    ...(text !== undefined && { text }),
    ...(binary && { binary: Buffer.from(binary).toString('base64') }),
  };
};

export const messageSizeBytes = ({ bodies, attributes }: Pick<PublishedMessage, 'bodies' | 'attributes'>): number =>
  Object.values(bodies).reduce((size, body) => size + Buffer.byteLength(body), 0) +
  Object.entries(attributes).reduce(
    (size, [name, { dataType, text = '', binary = '' }]) =>
      size +
      Buffer.byteLength(name) +
      Buffer.byteLength(dataType) +
      Buffer.byteLength(text) +
      Buffer.byteLength(binary, 'base64'),
    0,
  );

/** The body for subscribers of a protocol. */
export const bodyFor = ({ bodies }: PublishedMessage, protocol: string): string =>
  bodies[protocol] ?? bodies['default'] ?? '';

export interface Notification {
  readonly Type: 'Notification';
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly SignatureVersion: '1';
  readonly Signature: string;
  readonly SigningCertURL: string;
  readonly UnsubscribeURL: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly Type: string; readonly Value: string | undefined }>>;
}

/**
 * What a subscriber is told. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 *
 * Differs: the signature has the right form and is not AWS's, so whoever verifies it rejects the message.
 */
export const notification = (
  message: PublishedMessage,
  { protocol, subscriptionArn, endpointUrl }: { protocol: string; subscriptionArn: string; endpointUrl: string },
): Notification => {
  const { messageId, topicArn, subject, attributes } = message;
  const Message = bodyFor(message, protocol);
  const Timestamp = new Date(message.publishedAtMs).toISOString();
  const signed = [Message, messageId, subject, Timestamp, topicArn].join('\n');
  return {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message,
    Timestamp,
    SignatureVersion: '1',
    Signature: createHash('sha256').update(signed).digest('base64'),
    SigningCertURL: `https://sns.${topicArn.split(':')[3] ?? ''}.amazonaws.com/SimpleNotificationService-local.pem`,
    UnsubscribeURL: `${endpointUrl}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    ...(Object.keys(attributes).length > 0 && {
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, { dataType, text, binary }]) => [
          name,
          { Type: dataType, Value: text ?? binary },
        ]),
      ),
    }),
  };
};

/** The text of a notification as a queue gets it, laid out as AWS does. */
export const notificationText = (given: Notification): string => {
  const lines = Object.entries(given).map(([name, value]) => `  ${JSON.stringify(name)} : ${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
};

/** The event that a function gets. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export const functionEvent = (
  {
    SigningCertURL,
    UnsubscribeURL,
    Subject = null,
    MessageAttributes = {},
    ...rest
  }: Omit<Notification, 'Subject'> & {
    readonly Subject?: string | null;
  },
  subscriptionArn: string,
): object => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: subscriptionArn,
      Sns: { ...rest, Subject, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL, MessageAttributes },
    },
  ],
});
