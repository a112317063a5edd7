import type { RawRequest } from './raw-request.js';

export const LAKE = '/sales-lake-dev-000000000000-us-east-1';

type Headers = Readonly<Record<string, string>>;

const signed = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=AKID/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0a'.repeat(32)}`;

const request = (
  service: string,
  method: string,
  target: string,
  headers: Headers = {},
  body: string | Buffer = '',
): RawRequest => ({
  method,
  target,
  headers: Object.entries({ Authorization: signed(service), 'X-Amz-Date': '20261123T120000Z', ...headers }),
  body: Buffer.from(body),
});

/** AWS JSON: one path, the operation in a header. */
const json = (service: string, version: '1.0' | '1.1', prefix: string) => (operation: string, input: object) =>
  request(
    service,
    'POST',
    '/',
    { 'Content-Type': `application/x-amz-json-${version}`, 'X-Amz-Target': `${prefix}.${operation}` },
    JSON.stringify(input),
  );

export const form = (service: string, parameters: Headers): RawRequest =>
  request(
    service,
    'POST',
    '/',
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    new URLSearchParams(parameters).toString(),
  );

const cborText = (text: string): Buffer => Buffer.concat([Buffer.of(0x60 | text.length), Buffer.from(text)]);

/** Smithy's RPC v2, as boto3 and the AWS CLI speak it to CloudWatch; names and values of less than 24 bytes. */
export const cloudwatch = (operation: string, input: Headers | Buffer): RawRequest =>
  request(
    'monitoring',
    'POST',
    `/service/GraniteServiceVersion20100801/operation/${operation}`,
    { 'Content-Type': 'application/cbor', 'Smithy-Protocol': 'rpc-v2-cbor' },
    Buffer.isBuffer(input)
      ? input
      : Buffer.concat([
          Buffer.of(0xa0 | Object.keys(input).length),
          ...Object.entries(input).flatMap(([name, value]) => [cborText(name), cborText(value)]),
        ]),
  );

export const dynamodb = json('dynamodb', '1.0', 'DynamoDB_20120810');
const streams = json('dynamodb', '1.0', 'DynamoDBStreams_20120810');
export const kinesis = json('kinesis', '1.1', 'Kinesis_20131202');
const firehose = json('firehose', '1.1', 'Firehose_20150804');
const sqs = json('sqs', '1.0', 'AmazonSQS');
const glue = json('glue', '1.1', 'AWSGlue');
const logs = json('logs', '1.1', 'Logs_20140328');
const athena = json('athena', '1.1', 'AmazonAthena');
export const s3 = (method: string, path: string, headers: Headers = {}, body: string | Buffer = ''): RawRequest =>
  request('s3', method, path, headers, body);

const sale = {
  sale_id: { S: 'fuzz-1' },
  product_name: { S: 'Laptop' },
  quantity: { N: '3' },
  tags: { L: [{ M: { deep: { SS: ['a', 'b'] } } }, { BOOL: true }, { NULL: true }, { B: 'AAEC' }] },
};
const TableName = 'sales-dev';
const Key = { sale_id: { S: 'fuzz-1' } };

const dynamodbRequests = (): RawRequest[] => [
  dynamodb('PutItem', { TableName, Item: sale, ReturnValues: 'ALL_OLD' }),
  dynamodb('GetItem', { TableName, Key, ConsistentRead: true, ProjectionExpression: 'sale_id, tags[0].deep' }),
  dynamodb('UpdateItem', {
    TableName,
    Key,
    UpdateExpression: 'SET #q = if_not_exists(#q, :zero) + :one REMOVE nothing',
    ConditionExpression: 'attribute_exists(sale_id) OR quantity BETWEEN :zero AND :one',
    ExpressionAttributeNames: { '#q': 'quantity' },
    ExpressionAttributeValues: { ':zero': { N: '0' }, ':one': { N: '1' } },
  }),
  dynamodb('Query', {
    TableName,
    KeyConditionExpression: 'sale_id = :id',
    ExpressionAttributeValues: { ':id': { S: 'fuzz-1' } },
    Limit: 5,
  }),
  dynamodb('Scan', { TableName, Limit: 2, Select: 'COUNT' }),
  dynamodb('BatchWriteItem', { RequestItems: { [TableName]: [{ PutRequest: { Item: sale } }] } }),
  dynamodb('BatchGetItem', { RequestItems: { [TableName]: { Keys: [Key] } } }),
  dynamodb('DeleteItem', { TableName, Key: { sale_id: { S: 'fuzz-none' } } }),
  dynamodb('DescribeTable', { TableName }),
  streams('ListStreams', { TableName }),
];

const streamRequests = (): RawRequest[] => [
  kinesis('PutRecord', { StreamName: 'sales-changes-dev', PartitionKey: 'k', Data: 'e30=' }),
  kinesis('PutRecords', {
    StreamName: 'sales-changes-dev',
    Records: [{ PartitionKey: 'a', Data: 'e30=', ExplicitHashKey: '0' }],
  }),
  kinesis('GetShardIterator', {
    StreamName: 'sales-changes-dev',
    ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON',
  }),
  kinesis('ListShards', { StreamName: 'sales-changes-dev', MaxResults: 10 }),
  kinesis('DescribeStreamSummary', { StreamName: 'sales-changes-dev' }),
  firehose('DescribeDeliveryStream', { DeliveryStreamName: 'sales-delivery-dev' }),
  request('pipes', 'GET', '/v1/pipes/sales-changes-dev'),
  request('lambda', 'GET', '/2015-03-31/functions/sales-transform-dev'),
  sqs('GetQueueUrl', { QueueName: 'sales-changes-dead-letters-dev' }),
  form('sqs', { Action: 'GetQueueUrl', Version: '2012-11-05', QueueName: 'sales-changes-dead-letters-dev' }),
  form('sts', { Action: 'GetCallerIdentity', Version: '2011-06-15' }),
  form('cloudformation', { Action: 'DescribeStacks', Version: '2010-05-15', StackName: 'sales-cdc-dev' }),
  cloudwatch('ListMetrics', { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords' }),
  logs('DescribeLogGroups', { logGroupNamePrefix: '/aws/', limit: 5 }),
  logs('FilterLogEvents', { logGroupName: '/aws/lambda/sales-transform-dev', filterPattern: '{ $.level = "WARN" }' }),
];

const questions = (): RawRequest[] => [
  glue('GetTable', { DatabaseName: 'sales_cdc_dev', Name: 'p1_kinesis_firehose_destination' }),
  glue('GetTables', { DatabaseName: 'sales_cdc_dev', Expression: 'p1.*', MaxResults: 5 }),
  glue('GetDatabases', {}),
  athena('ListWorkGroups', { MaxResults: 5 }),
  athena('GetQueryExecution', { QueryExecutionId: '00000000-0000-4000-8000-000000000000' }),
];

/** Each costs an engine's work, so few of many requests are like them. */
export const costlyQuestions = (): RawRequest[] => [
  athena('StartQueryExecution', {
    QueryString: "SELECT sale_id, count(*) FROM p1_kinesis_firehose_destination WHERE dt >= '2026-01-01' GROUP BY 1",
    QueryExecutionContext: { Database: 'sales_cdc_dev' },
    WorkGroup: 'sales-cdc-dev',
  }),
];

const chunked = Buffer.from('5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n');

const s3Requests = (): RawRequest[] => [
  s3(
    'PUT',
    `${LAKE}/fuzz/a.txt`,
    { 'x-amz-meta-k': 'v', 'Content-Type': 'text/plain', 'x-amz-tagging': 'a=1' },
    'hello',
  ),
  s3(
    'PUT',
    `${LAKE}/fuzz/chunked?x-id=PutObject`,
    {
      'Content-Encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '5',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    },
    chunked,
  ),
  s3(
    'PUT',
    `${LAKE}/fuzz/sum`,
    { 'x-amz-checksum-crc32': 'NhCmhg==', 'Content-MD5': 'XUFAKrxLKna5cZ2REBfFkg==' },
    'hello',
  ),
  s3('PUT', `${LAKE}/fuzz/copy`, { 'x-amz-copy-source': `${LAKE}/fuzz/a.txt` }),
  s3('GET', `${LAKE}/fuzz/a.txt`, { Range: 'bytes=1-3', 'If-None-Match': '"none"' }),
  s3('GET', `${LAKE}/fuzz/a.txt?tagging`),
  s3('HEAD', `${LAKE}/fuzz/a.txt`, { 'If-Modified-Since': 'Mon, 23 Nov 2020 12:00:00 GMT' }),
  s3('GET', `${LAKE}?list-type=2&prefix=fuzz%2F&delimiter=%2F&max-keys=2&encoding-type=url`),
  s3('GET', `${LAKE}?uploads&max-uploads=3`),
  s3('POST', `${LAKE}/fuzz/large?uploads`, { 'x-amz-checksum-algorithm': 'CRC32' }),
  s3('DELETE', `${LAKE}/fuzz/never`),
  s3('POST', `${LAKE}?delete`, {}, '<Delete><Object><Key>fuzz/never</Key></Object><Quiet>true</Quiet></Delete>'),
  s3('GET', '/'),
  s3('GET', `${LAKE}?encryption`),
  s3('GET', `${LAKE}?lifecycle`),
  s3('GET', `${LAKE}?policy`),
  s3('GET', `${LAKE}?publicAccessBlock`),
  {
    method: 'GET',
    target: `${LAKE}/fuzz/a.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20261123%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20991123T120000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=00`,
    headers: [],
    body: Buffer.of(),
  },
];

/** Requests that the dev stage's cloud answers with what they ask for: every protocol, every service. */
export const goodRequests = (): readonly RawRequest[] => [
  ...s3Requests(),
  ...dynamodbRequests(),
  ...streamRequests(),
  ...questions(),
];

/** One of so many good requests is a costly one. */
export const COSTLY_SHARE = 400;
