import type { ListQueuesRequest, ListQueuesResult } from '@aws-sdk/client-sqs';
import type { SqsState } from './sqs-state.js';
import { wholeNumber } from './whole-number.js';

const MAXIMUM_RESULTS = 1000;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues = (
  { QueueNamePrefix = '', MaxResults, NextToken = '' }: ListQueuesRequest,
  { queues }: SqsState,
): ListQueuesResult => {
  const maximum = wholeNumber(MaxResults, 'MaxResults', 1, MAXIMUM_RESULTS) ?? MAXIMUM_RESULTS;
  const names = queues.names.filter((name) => name.startsWith(QueueNamePrefix) && name > NextToken);
  const page = names.slice(0, maximum);
  const last = page.at(-1);
  return {
    QueueUrls: page.flatMap((name) => queues.find(name) ?? []).map((queue) => queues.url(queue)),
    ...(last !== undefined && names.length > page.length && { NextToken: last }),
  };
};
