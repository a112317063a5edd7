import { createHash } from 'node:crypto';
import { AwsError } from '@sales-cdc/aws-wire';
import { missingParameter } from '../sqs-errors.js';

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
const ALLOWED = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

/** The body, if SQS takes it. */
export const checkedBody = (body: string | undefined): string => {
  if (body === undefined || body === '') throw missingParameter('MessageBody');
  if (!ALLOWED.test(body))
    throw new AwsError('InvalidMessageContents', 'The message contains characters outside the allowed set.');
  return body;
};

export const bodyMd5 = (body: string): string => createHash('md5').update(body).digest('hex');
