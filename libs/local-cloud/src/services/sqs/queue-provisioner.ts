import { isDeepStrictEqual } from 'node:util';
import { ignored, oneOf, supported } from '../../core/property-rules.js';
import { nameOf, type Provisioner } from '../../core/provisioner.js';
import { QUEUE_ATTRIBUTE_NAMES, queueAttributes } from './queue/queue-attributes.js';
import type { Queues } from './queue/queues.js';

const ENCRYPTION = 'nothing is encrypted on one machine';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const queueProvisioner = (queues: Queues): Provisioner => ({
  type: 'AWS::SQS::Queue',
  attributes: ['Arn', 'QueueName', 'QueueUrl'],
  properties: {
    QueueName: supported,
    ...Object.fromEntries(QUEUE_ATTRIBUTE_NAMES.map((name) => [name, supported])),
    FifoQueue: oneOf(false),
    KmsDataKeyReusePeriodSeconds: ignored(ENCRYPTION),
    KmsMasterKeyId: ignored(ENCRYPTION),
    SqsManagedSseEnabled: ignored(ENCRYPTION),
    Tags: ignored('tags have no effect on one machine'),
  },
  find: async (resource) => {
    const queue = queues.find(nameOf(resource, 'QueueName'));
    return queue && queues.url(queue);
  },
  provision: async (resource) => {
    const name = nameOf(resource, 'QueueName');
    const given = QUEUE_ATTRIBUTE_NAMES.filter((attribute) => attribute in resource.properties);
    const attributes = queueAttributes(
      Object.fromEntries(given.map((attribute) => [attribute, resource.properties[attribute]])),
    );
    const existing = queues.find(name);
    const isSame = existing !== undefined && isDeepStrictEqual(existing.attributes, attributes);
    const queue = isSame ? existing : await queues.createOrUpdate(name, attributes);
    const url = queues.url(queue);
    return { physicalId: url, attributes: { Arn: queues.arn(queue), QueueName: queue.name, QueueUrl: url } };
  },
  // Differs: CloudFormation waits for the minute in which no queue of that name can be made; here there is none.
  remove: async (url) => {
    const queue = queues.find(url.split('/').at(-1) ?? '');
    if (queue) await queues.remove(queue, { isNameFree: true });
  },
});
