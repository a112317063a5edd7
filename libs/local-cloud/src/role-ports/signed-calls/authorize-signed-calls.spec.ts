import type { Access } from '../../core/authorization/authorization.js';
import type { CredentialedSession } from '../../core/authorization/role-sessions.js';
import { testContext } from '../../core/test-context.js';
import { authorizeSignedCalls } from './authorize-signed-calls.js';

const HERE = 'eu-west-1:123456789012';
const TABLE = `arn:aws:dynamodb:${HERE}:table/seen`;
const QUEUE = `arn:aws:sqs:${HERE}:letters`;
const QueueUrl = 'http://127.0.0.1:4566/123456789012/letters';

class Recorder implements CredentialedSession {
  readonly arn = 'arn:aws:sts::123456789012:assumed-role/r/f';
  readonly userId = 'AROA:f';
  readonly asked: string[] = [];

  authorize({ action, resource }: Access): void {
    this.asked.push(`${action} ${resource}`);
  }

  refuse({ action }: Access, because: string): never {
    throw new Error(`${action} ${because}`);
  }
}

describe('A call that is signed with the credentials of a role', () => {
  let session: Recorder;
  beforeEach(() => (session = new Recorder()));

  const call = (service: string, operation: string, input: unknown, accessKeyId = 'ASIA1'): readonly string[] => {
    const find = (key: string): Recorder | undefined => (key === 'ASIA1' ? session : undefined);
    authorizeSignedCalls(testContext(''), { find })({ accessKeyId, service, operation, input });
    return session.asked;
  };

  it.each<[service: string, operation: string, input: object, accesses: readonly string[]]>([
    ['dynamodb', 'PutItem', { TableName: 'seen' }, [`dynamodb:PutItem ${TABLE}`]],
    ['dynamodb', 'GetItem', { TableName: TABLE }, [`dynamodb:GetItem ${TABLE}`]],
    ['dynamodb', 'Query', { TableName: 'seen', IndexName: 'i' }, [`dynamodb:Query ${TABLE}/index/i`]],
    ['dynamodb', 'Scan', { TableName: 'seen' }, [`dynamodb:Scan ${TABLE}`]],
    ['dynamodb', 'BatchGetItem', { RequestItems: { seen: {} } }, [`dynamodb:BatchGetItem ${TABLE}`]],
    [
      'dynamodb',
      'BatchWriteItem',
      { RequestItems: { seen: [], other: [] } },
      [`dynamodb:BatchWriteItem ${TABLE}`, `dynamodb:BatchWriteItem arn:aws:dynamodb:${HERE}:table/other`],
    ],
    [
      'dynamodb',
      'TransactWriteItems',
      { TransactItems: [{ Put: { TableName: 'seen' } }, { ConditionCheck: { TableName: 'seen' } }] },
      [`dynamodb:PutItem ${TABLE}`, `dynamodb:ConditionCheckItem ${TABLE}`],
    ],
    [
      'dynamodb',
      'TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'seen' } }] },
      [`dynamodb:GetItem ${TABLE}`],
    ],
    ['sns', 'Publish', { TopicArn: 'arn:topic' }, ['sns:Publish arn:topic']],
    ['sns', 'Publish', { TargetArn: 'arn:topic' }, ['sns:Publish arn:topic']],
    ['sns', 'PublishBatch', { TopicArn: 'arn:topic' }, ['sns:Publish arn:topic']],
    ['sqs', 'SendMessageBatch', { QueueUrl }, [`sqs:SendMessage ${QUEUE}`]],
    ['sqs', 'ReceiveMessage', { QueueUrl }, [`sqs:ReceiveMessage ${QUEUE}`]],
    ['sqs', 'DeleteMessageBatch', { QueueUrl }, [`sqs:DeleteMessage ${QUEUE}`]],
    ['sqs', 'GetQueueUrl', { QueueName: 'letters' }, [`sqs:GetQueueUrl ${QUEUE}`]],
    ['s3', 'PutObject', { Bucket: 'lake', Key: 'a/b' }, ['s3:PutObject arn:aws:s3:::lake/a/b']],
    [
      's3',
      'PutObject',
      { Bucket: 'lake', Key: 'a', Tagging: 'x=y' },
      ['s3:PutObject arn:aws:s3:::lake/a', 's3:PutObjectTagging arn:aws:s3:::lake/a'],
    ],
    ['s3', 'HeadObject', { Bucket: 'lake', Key: 'a' }, ['s3:GetObject arn:aws:s3:::lake/a']],
    ['s3', 'ListObjectsV2', { Bucket: 'lake' }, ['s3:ListBucket arn:aws:s3:::lake']],
    [
      's3',
      'DeleteObjects',
      { Bucket: 'lake', Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } },
      ['s3:DeleteObject arn:aws:s3:::lake/a', 's3:DeleteObject arn:aws:s3:::lake/b'],
    ],
    ['kinesis', 'PutRecords', { StreamName: 's' }, [`kinesis:PutRecords arn:aws:kinesis:${HERE}:stream/s`]],
    ['kinesis', 'PutRecord', { StreamARN: 'arn:stream' }, ['kinesis:PutRecord arn:stream']],
    [
      'logs',
      'PutLogEvents',
      { logGroupName: '/g', logStreamName: 's' },
      [`logs:PutLogEvents arn:aws:logs:${HERE}:log-group:/g:log-stream:s`],
    ],
    ['monitoring', 'PutMetricData', {}, ['cloudwatch:PutMetricData *']],
    ['sts', 'GetCallerIdentity', {}, []],
  ])('%s %s asks for what AWS asks for: %j', (service, operation, input, accesses) => {
    expect(call(service, operation, input)).toEqual(accesses);
  });

  it.each([
    ['dynamodb', 'DeleteTable', 'dynamodb:DeleteTable'],
    ['dynamodb', 'constructor', 'dynamodb:constructor'],
    ['glue', 'GetTable', 'glue:GetTable'],
    ['monitoring', 'GetMetricData', 'cloudwatch:GetMetricData'],
  ])('is denied by its name when nobody knows what it needs: %s %s', (service, operation, action) => {
    expect(() => call(service, operation, {})).toThrow(
      `${action} because the local cloud does not know what a role needs to call ${operation}`,
    );
  });

  it.each([undefined, null, 5, 'text', [], { TransactItems: [null, 5] }, { TransactItems: { Put: 1 } }])(
    'is no defect when its input is none: %j',
    (input) => {
      for (const operation of ['TransactWriteItems', 'BatchGetItem', 'PutItem'])
        expect(() => call('dynamodb', operation, input)).not.toThrow();
    },
  );

  it('is anybody else’s when it is signed with another key: nobody is asked', () => {
    expect(call('dynamodb', 'DeleteTable', {}, 'AKIAIOSFODNN7EXAMPLE')).toEqual([]);
  });
});
