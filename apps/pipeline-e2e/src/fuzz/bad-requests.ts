import { cloudwatch, dynamodb, form, kinesis, LAKE, s3 } from './good-requests.js';
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
    bad(
      'an item of half a megabyte',
      dynamodb('PutItem', { TableName: 'sales-dev', Item: { sale_id: { S: 'x' }, more: { S: 'x'.repeat(500_000) } } }),
      400,
      'ValidationException',
    ),
    bad(
      'an object of many members',
      withBody(putItem, Buffer.from(`{${'"a":1,'.repeat(500_000)}"b":2}`)),
      400,
      'Exception',
    ),
    bad('deep CBOR', cloudwatch('ListMetrics', Buffer.alloc(100_000, 0x81)), 400, 'SerializationException'),
    bad(
      'a CBOR list of billions',
      cloudwatch('ListMetrics', Buffer.from('a16a44696d656e73696f6e739affffffff', 'hex')),
      400,
      'SerializationException',
    ),
    bad('CBOR that is none', cloudwatch('ListMetrics', Buffer.from('hello')), 400, 'SerializationException'),
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

const CHECKSUM_BYTES = { crc32: 4, crc32c: 4, crc64nvme: 8, md5: 16, sha1: 20, sha256: 32, sha512: 64 } as const;

const zeros = (sizeBytes: number): string => Buffer.alloc(sizeBytes).toString('base64');

const bodies = (): BadRequest[] => {
  const chunked = (body: string, length = '5'): RawRequest =>
    s3(
      'PUT',
      `${LAKE}/fuzz/bad`,
      { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length': length },
      body,
    );
  const announced = (body: string): RawRequest => {
    const request = chunked(body);
    return { ...request, headers: [...request.headers, ['x-amz-trailer', 'x-amz-checksum-crc32']] };
  };
  const put = (name: string, value: string): RawRequest => s3('PUT', `${LAKE}/fuzz/bad`, { [name]: value }, 'hello');
  return [
    bad('a chunked body cut short', chunked('5\r\nhel'), 400, 'IncompleteBody'),
    bad('a chunk that says another length', chunked('4\r\nhello\r\n0\r\n\r\n'), 400, 'IncompleteBody'),
    bad('a chunked body of another length', chunked('5\r\nhello\r\n0\r\n\r\n', '6'), 400, 'IncompleteBody'),
    bad('a body that is not chunked as it says', chunked('hello'), 400, 'IncompleteBody'),
    ...Object.keys(CHECKSUM_BYTES).map((name) =>
      bad(`nonsense as ${name}`, put(`x-amz-checksum-${name}`, 'nonsense'), 400, 'InvalidRequest'),
    ),
    ...Object.entries(CHECKSUM_BYTES).map(([name, sizeBytes]) =>
      bad(`a wrong ${name}`, put(`x-amz-checksum-${name}`, zeros(sizeBytes)), 400, 'BadDigest'),
    ),
    bad(
      'two checksums',
      s3(
        'PUT',
        `${LAKE}/fuzz/bad`,
        { 'x-amz-checksum-crc32': 'NhCmhg==', 'x-amz-checksum-sha1': 'qvTGHdzF6KLavt4PO0gs2a6pQ00=' },
        'hello',
      ),
      400,
      'InvalidRequest',
    ),
    bad('nonsense as MD5', put('Content-MD5', 'nonsense'), 400, 'InvalidDigest'),
    bad(
      'a wrong checksum in a trailer',
      chunked(`5\r\nhello\r\n0\r\nx-amz-checksum-crc32:${zeros(4)}\r\n\r\n`),
      400,
      'BadDigest',
    ),
    bad('a trailer that is announced and missing', announced('5\r\nhello\r\n0\r\n\r\n'), 400, 'MalformedTrailerError'),
    bad('a chunk of four gigabytes', chunked('ffffffff\r\nhello\r\n0\r\n\r\n'), 400, 'IncompleteBody'),
    bad('a chunk of less than nothing', chunked('-5\r\nhello\r\n0\r\n\r\n'), 400, 'IncompleteBody'),
    bad('a wrong MD5', put('Content-MD5', 'AAAAAAAAAAAAAAAAAAAAAA=='), 400, 'BadDigest'),
    bad(
      'a wrong SHA-256 of the content',
      put('x-amz-content-sha256', '0'.repeat(64)),
      400,
      'XAmzContentSHA256Mismatch',
    ),
  ];
};

const SCOPE = 'AKID/20261123/us-east-1/s3/aws4_request';

/** The query of a URL that is presigned well but for what is given. */
const search = (wrong: Readonly<Record<string, string>>): string =>
  Object.entries({
    ...{ Algorithm: 'AWS4-HMAC-SHA256', Credential: SCOPE, Date: '20991123T120000Z', Expires: '60' },
    ...{ SignedHeaders: 'host', Signature: '00' },
    ...wrong,
  })
    .map(([name, value]) => `X-Amz-${name}=${encodeURIComponent(value)}`)
    .join('&');

const signatures = (): BadRequest[] => {
  const get = s3('GET', `${LAKE}/fuzz/a.txt`);
  const unsigned = { ...get, headers: [] };
  const presigned = (query: string): RawRequest => ({ ...unsigned, target: `${get.target}?${query}` });
  return [
    bad('no signature', unsigned, 403, 'AccessDenied'),
    ...[
      bad('no signature, in JSON', dynamodb('ListTables', {}), 400, 'MissingAuthenticationTokenException'),
      bad('no signature, in Query', form('sts', { Action: 'GetCallerIdentity' }), 403, 'MissingAuthenticationToken'),
      bad('no signature, in CBOR', cloudwatch('ListMetrics', {}), 400, 'MissingAuthenticationTokenException'),
    ].map(({ request, ...rest }) => ({
      ...rest,
      request: { ...request, headers: request.headers.filter(([name]) => name !== 'Authorization') },
    })),
    ...Object.entries({
      'a signature of version 2': 'AWS AKID:c2lnbmF0dXJl',
      'a signature without its headers': `AWS4-HMAC-SHA256 Credential=${SCOPE}, Signature=00`,
      'a credential without a signature': `AWS4-HMAC-SHA256 Credential=${SCOPE}, SignedHeaders=host`,
      'a credential that ends wrongly': `AWS4-HMAC-SHA256 Credential=${SCOPE}/no, SignedHeaders=host, Signature=00`,
      'an empty credential': 'AWS4-HMAC-SHA256 Credential=, SignedHeaders=host, Signature=00',
    }).map(([name, value]) => bad(name, withAuthorization(get, value), 400, 'AuthorizationHeaderMalformed')),
    bad(
      'a bearer token, in JSON',
      withAuthorization(kinesis('ListStreams', {}), 'Bearer x'),
      400,
      'IncompleteSignature',
    ),
    bad(
      'a bearer token, in CBOR',
      withAuthorization(cloudwatch('ListMetrics', {}), 'Bearer x'),
      400,
      'IncompleteSignature',
    ),
    ...[
      bad('a presigned URL of more than a week', presigned(search({ Expires: '604801' })), 400, 'less than a week'),
      bad('a presigned URL of another algorithm', presigned(search({ Algorithm: 'none' })), 400, 'X-Amz-Algorithm'),
      bad('a presigned URL that is over', presigned(search({ Date: '20200101T000000Z' })), 403, 'Request has expired'),
    ],
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
  bad('a key of backslashes', s3('GET', `${LAKE}/..%5C..%5Cetc%5Cpasswd`), 404, 'NoSuchKey'),
  bad('a key with a zero byte', s3('GET', `${LAKE}/etc%00passwd`), 404, 'NoSuchKey'),
  bad(
    'a part of what is outside',
    s3('PUT', `${LAKE}/x?partNumber=1&uploadId=..%2F..%2Fetc`, {}, 'x'),
    404,
    'NoSuchUpload',
  ),
  bad('a key that is no UTF-8', s3('PUT', `${LAKE}/%E0%A4`, {}, 'x'), 400, 'InvalidArgument'),
  bad('a copy of what is outside', s3('PUT', `${LAKE}/x`, { 'x-amz-copy-source': '/../../etc/passwd' }), 404, 'NoSuch'),
];

/** Requests that are bad in a known way, with AWS's answer. */
export const badRequests = (): readonly BadRequest[] => [...documents(), ...bodies(), ...signatures(), ...keys()];
