import fc from 'fast-check';
import { readDeployment } from './deployment.js';

const FILE = 'cdk-outputs.json';
const read = (outputs: unknown, stackName = 'sales-cdc-dev') =>
  readDeployment(JSON.stringify(outputs), stackName, FILE);

const LOCAL_STACK = {
  TableName: 'sales-dev',
  DeadLetterQueueUrl: 'http://127.0.0.1:4566/000000000000/sales-dead-letters',
  AlertTopicArn: 'arn:aws:sns:us-east-1:000000000000:sales-alerts',
};
const AWS_STACK = {
  TableName: 'sales-dev',
  DeadLetterQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/sales-dead-letters',
  LakeBucketArn: 'arn:aws:s3:::lake',
  AlertTopicArn: 'arn:aws:sns:eu-west-1:123456789012:sales-alerts',
};

describe('readDeployment', () => {
  it('tells where a local cloud is by the address that it gave to a queue', () => {
    expect(read({ 'sales-cdc-dev': LOCAL_STACK })).toEqual({
      tableName: 'sales-dev',
      endpoint: 'http://127.0.0.1:4566',
      region: 'us-east-1',
    });
  });

  it('tells the region on AWS, and no endpoint', () => {
    expect(read({ 'sales-cdc-dev': AWS_STACK })).toEqual({
      tableName: 'sales-dev',
      endpoint: undefined,
      region: 'eu-west-1',
    });
  });

  it('takes the region from any ARN that has one, else from the queue', () => {
    const { DeadLetterQueueUrl } = AWS_STACK;
    const region = (outputs: Readonly<Record<string, string>>) => read({ 'sales-cdc-dev': outputs })?.region;
    expect(region({ Stream: 'arn:aws-cn:kinesis:cn-north-1:1:stream/x', DeadLetterQueueUrl })).toBe('cn-north-1');
    expect(region({ Bucket: 'arn:aws:s3:::lake', DeadLetterQueueUrl })).toBe('eu-west-1');
    expect(region({ DeadLetterQueueUrl: 'https://sqs.cn-north-1.amazonaws.com.cn/1/q' })).toBe('cn-north-1');
    expect(region({ DeadLetterQueueUrl: LOCAL_STACK.DeadLetterQueueUrl })).toBeUndefined();
    expect(region({ DeadLetterQueueUrl: 'no URL' })).toBeUndefined();
  });

  it('finds one stage beside others, whatever else was deployed', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.string())), (others) => {
        expect(read({ ...others, 'sales-cdc-dev': LOCAL_STACK })).toEqual(read({ 'sales-cdc-dev': LOCAL_STACK }));
      }),
    ));

  it.each([{}, { 'sales-cdc-prod': AWS_STACK }])('tells nothing of a stack that is not in %j', (outputs) => {
    expect(read(outputs)).toBeUndefined();
    expect(read(outputs, 'toString')).toBeUndefined();
  });

  it('never takes another machine for a local cloud', () => {
    const queueAt = (DeadLetterQueueUrl: string) => read({ 'sales-cdc-dev': { DeadLetterQueueUrl } })?.endpoint;
    expect(queueAt('https://127.0.0.1.example.com/q')).toBeUndefined();
    expect(queueAt('http://localhost:4567/q')).toBe('http://localhost:4567');
  });

  it.each([
    '',
    '{"sales-cdc-dev": {"TableName"',
    'null',
    '[]',
    '"text"',
    '{"sales-cdc-dev": []}',
    '{"sales-cdc-dev": {"TableName": 1}}',
  ])('refuses the text %j in one sentence that names the file', (text) => {
    expect(() => readDeployment(text, 'sales-cdc-dev', FILE)).toThrow(
      expect.objectContaining({
        name: 'UserError',
        message: expect.stringMatching(/^cdk-outputs\.json does not hold .*nx run infra:deploy[^\n]*\.$/) as string,
      }) as Error,
    );
  });
});
