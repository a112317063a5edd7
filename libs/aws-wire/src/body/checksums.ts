import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.js';
import type { WireRequest } from '../pipeline/wire-message.js';
import { CHECKSUM_ALGORITHMS, CHECKSUM_BYTES, startChecksum, type ChecksumAlgorithm } from './running-checksum.js';

const checksumOf = (algorithm: ChecksumAlgorithm, body: Buffer): string => {
  const checksum = startChecksum(algorithm);
  checksum.update(body);
  return checksum.digest().toString('base64');
};

/** Whether the text is base64 of that many bytes. */
const isBase64Of = (text: string, bytes: number): boolean => {
  const decoded = Buffer.from(text, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === text;
};

const headerOf = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

const verifyNamed = (algorithm: ChecksumAlgorithm, { headers, body }: WireRequest): void => {
  const header = headerOf(algorithm);
  const given = headers[header];
  if (typeof given !== 'string') return;
  if (!isBase64Of(given, CHECKSUM_BYTES[algorithm]))
    throw new AwsError('InvalidRequest', `Value for ${header} header is invalid.`);
  if (given !== checksumOf(algorithm, body))
    throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
};

const verifyMd5 = ({ headers, body }: WireRequest): void => {
  const given = headers['content-md5'];
  if (typeof given !== 'string') return;
  if (!isBase64Of(given, CHECKSUM_BYTES.MD5))
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (given !== checksumOf('MD5', body))
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
};

const verifySha256 = ({ headers, body }: WireRequest): void => {
  const given = headers['x-amz-content-sha256'];
  if (typeof given !== 'string' || !/^[0-9a-f]{64}$/.test(given)) return;
  if (given === createHash('sha256').update(body).digest('hex')) return;
  throw new AwsError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
};

/**
 * Throws when the body is not what its sender's checksum says it is, or when that is no checksum at all. Headers of
 * `ofOther` are passed over: CompleteMultipartUpload has the checksum of an object beside a document.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export const verifyChecksums = (request: WireRequest, ofOther: readonly string[]): void => {
  for (const algorithm of CHECKSUM_ALGORITHMS)
    if (!ofOther.includes(headerOf(algorithm))) verifyNamed(algorithm, request);
  verifyMd5(request);
  verifySha256(request);
};
