import { dynamodb, kinesis, LAKE, s3 } from './good-requests.js';
import type { RawRequest } from './raw-request.js';

export interface BadRequest {
  readonly name: string;
  readonly request: RawRequest;
  readonly status: number;
  /** What the answer says. */
  readonly code: string;
}

const bad = (name: string, request: RawRequest, status: number, code: string): BadRequest => ({
  name,
  request,
  status,
  code,
});

const nested = (open: string, close: string, depth: number): Buffer =>
  Buffer.from(`${open.repeat(depth)}null${close.repeat(depth)}`);

const withBody = (request: RawRequest, body: Buffer): RawRequest => ({ ...request, body });

const withAuthorization = (request: RawRequest, value: string): RawRequest => ({
  ...request,
  headers: [['Authorization', value], ...request.headers.filter(([name]) => name !== 'Authorization')],
});

const documents = (): BadRequest[] => {
  const putItem = dynamodb('PutItem', {});
  return [
    bad('deep JSON', withBody(putItem, nested('{"a":', '}', 100_000)), 400, 'SerializationException'),
    bad('deep lists', withBody(kinesis('PutRecords', {}), nested('{"a":[[', ']]}', 50_000)), 400, 'Exception'),
    bad(
      'a list that holds null',
      kinesis('PutRecords', { StreamName: 'sales-changes-dev', Records: [null] }),
      400,
      'ValidationException',
    ),
    bad(
      'writes that hold null',
      dynamodb('BatchWriteItem', { RequestItems: { 'sales-dev': [null] } }),
      400,
      'SerializationException',
    ),
    bad(
      'a table of null',
      dynamodb('BatchGetItem', { RequestItems: { 'sales-dev': null } }),
      400,
      'ValidationException',
    ),
    bad('JSON cut short', withBody(putItem, Buffer.from('{"TableName":"sal')), 400, 'SerializationException'),
    bad('JSON that is no object', withBody(putItem, Buffer.from('[1]')), 400, 'SerializationException'),
    bad('a body over the limit', withBody(putItem, Buffer.alloc(17 * 1024 * 1024, ' ')), 413, 'RequestEntityTooLarge'),
    bad(
      'deep XML',
      s3('POST', `${LAKE}?delete`, {}, `${'<Delete>'.repeat(10_000)}${'</Delete>'.repeat(10_000)}`),
      400,
      'MalformedXML',
    ),
    bad(
      'XML with an entity of a file',
      s3(
        'POST',
        `${LAKE}?delete`,
        {},
        '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&e;</Key></Object></Delete>',
      ),
      400,
      'MalformedXML',
    ),
  ];
};

const bodies = (): BadRequest[] => {
  const chunked = (body: string, length = '5'): RawRequest =>
    s3(
      'PUT',
      `${LAKE}/fuzz/bad`,
      { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': length },
      body,
    );
  const put = (name: string, value: string): RawRequest => s3('PUT', `${LAKE}/fuzz/bad`, { [name]: value }, 'hello');
  return [
    bad('a chunked body cut short', chunked('5\r\nhel'), 400, 'IncompleteBody'),
    bad('a chunk that says another length', chunked('4\r\nhello\r\n0\r\n\r\n'), 400, 'IncompleteBody'),
    bad('a chunked body of another length', chunked('5\r\nhello\r\n0\r\n\r\n', '6'), 400, 'IncompleteBody'),
    bad('a body that is not chunked as it says', chunked('hello'), 400, 'IncompleteBody'),
    ...['crc32', 'crc32c', 'sha1', 'sha256', 'crc64nvme'].map((name) =>
      bad(`nonsense as ${name}`, put(`x-amz-checksum-${name}`, 'nonsense'), 400, 'InvalidRequest'),
    ),
    bad('a wrong CRC32', put('x-amz-checksum-crc32', 'AAAAAA=='), 400, 'BadDigest'),
    bad('a wrong MD5', put('Content-MD5', 'AAAAAAAAAAAAAAAAAAAAAA=='), 400, 'BadDigest'),
    bad(
      'a wrong SHA-256 of the content',
      put('x-amz-content-sha256', '0'.repeat(64)),
      400,
      'XAmzContentSHA256Mismatch',
    ),
  ];
};

const signatures = (): BadRequest[] => {
  const get = s3('GET', `${LAKE}/fuzz/a.txt`);
  const unsigned = { ...get, headers: [] };
  const presigned = (search: string): RawRequest => ({ ...unsigned, target: `${get.target}?${search}` });
  return [
    bad('no signature', unsigned, 403, 'AccessDenied'),
    bad('a bearer token', withAuthorization(get, 'Bearer abc'), 400, 'Authorization'),
    bad('an empty signature', withAuthorization(get, 'AWS4-HMAC-SHA256 '), 400, 'AuthorizationHeaderMalformed'),
    bad(
      'a credential without a scope',
      withAuthorization(get, 'AWS4-HMAC-SHA256 Credential=AKID, SignedHeaders=host, Signature=00'),
      400,
      'AuthorizationHeaderMalformed',
    ),
    bad('a presigned URL without a date', presigned('X-Amz-Credential=a%2Fb%2Fc%2Fs3%2Faws4_request'), 400, 'Query'),
    bad('a URL of 2020', presigned('AWSAccessKeyId=a&Signature=b&Expires=1577836800'), 403, 'Request has expired'),
  ];
};

const keys = (): BadRequest[] => [
  bad('a key that leaves the bucket', s3('GET', `${LAKE}/../../../etc/passwd`), 404, 'NoSuchKey'),
  bad('an encoded key that leaves the bucket', s3('GET', `${LAKE}/%2e%2e%2f%2e%2e%2fcloud.json`), 404, 'NoSuchKey'),
  bad('an absolute key', s3('GET', `${LAKE}//etc/passwd`), 404, 'NoSuchKey'),
  bad('a bucket that is a folder', s3('GET', '/../sales?list-type=2'), 404, 'NoSuchBucket'),
  bad('an overlong key', s3('PUT', `${LAKE}/${'k'.repeat(1025)}`, {}, 'x'), 400, 'KeyTooLongError'),
  bad('a key that is no UTF-8', s3('PUT', `${LAKE}/%E0%A4`, {}, 'x'), 400, 'InvalidArgument'),
  bad('a copy of what is outside', s3('PUT', `${LAKE}/x`, { 'x-amz-copy-source': '/../../etc/passwd' }), 404, 'NoSuch'),
];

/** Requests that are bad in a known way, with AWS's answer. */
export const badRequests = (): readonly BadRequest[] => [...documents(), ...bodies(), ...signatures(), ...keys()];
