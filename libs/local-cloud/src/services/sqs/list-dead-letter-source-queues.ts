import type { ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResult } from '@aws-sdk/client-sqs';
import type { SqsState } from './sqs-state.js';
import { wholeNumber } from './whole-number.js';

const MAXIMUM_RESULTS = 1000;

/** The token is the last name of the page before. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const listDeadLetterSourceQueues = (
  { QueueUrl, MaxResults, NextToken = '' }: ListDeadLetterSourceQueuesRequest,
  { queues }: SqsState,
): ListDeadLetterSourceQueuesResult => {
  const target = queues.arn(queues.require(QueueUrl));
  const maximum = wholeNumber(MaxResults, 'MaxResults', 1, MAXIMUM_RESULTS) ?? MAXIMUM_RESULTS;
  const sources = queues.all
    .filter(({ name, attributes }) => name > NextToken && attributes.RedrivePolicy?.deadLetterTargetArn === target)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = sources.slice(0, maximum);
  const last = page.at(-1);
  return {
    queueUrls: page.map((queue) => queues.url(queue)),
    ...(last && sources.length > page.length && { NextToken: last.name }),
  };
};
