import type { Api } from '../../core/operation.js';
import { confirmSubscription } from './confirm-subscription.js';
import { createTopic } from './create-topic.js';
import { deleteTopic } from './delete-topic.js';
import { getSubscriptionAttributes } from './get-subscription-attributes.js';
import { getTopicAttributes } from './get-topic-attributes.js';
import { listSubscriptions, listSubscriptionsByTopic } from './list-subscriptions.js';
import { listTopics } from './list-topics.js';
import { publish } from './publish.js';
import { publishBatch } from './publish-batch.js';
import { setSubscriptionAttributes } from './set-subscription-attributes.js';
import { setTopicAttributes } from './set-topic-attributes.js';
import { subscribe } from './subscribe.js';
import { listTagsForResource, tagResource, untagResource } from './topic-tags.js';
import { unsubscribe } from './unsubscribe.js';

export const operations = {
  ConfirmSubscription: confirmSubscription,
  CreateTopic: createTopic,
  DeleteTopic: deleteTopic,
  GetSubscriptionAttributes: getSubscriptionAttributes,
  GetTopicAttributes: getTopicAttributes,
  ListSubscriptions: listSubscriptions,
  ListSubscriptionsByTopic: listSubscriptionsByTopic,
  ListTagsForResource: listTagsForResource,
  ListTopics: listTopics,
  Publish: publish,
  PublishBatch: publishBatch,
  SetSubscriptionAttributes: setSubscriptionAttributes,
  SetTopicAttributes: setTopicAttributes,
  Subscribe: subscribe,
  TagResource: tagResource,
  Unsubscribe: unsubscribe,
  UntagResource: untagResource,
};

export type SnsApi = Api<typeof operations>;
