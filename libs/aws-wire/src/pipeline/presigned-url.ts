import { AwsError } from '../aws-error.js';
import type { WireHead } from './wire-message.js';

/** What a presigned URL says of itself. */
export interface PresignedUrl {
  /** `AKID/20260101/us-east-1/s3/aws4_request` */
  readonly credential: string;
  /** Throws AWS's error when the URL lacks what it needs or its time is over. */
  check(nowMs: number): void;
}

const V4_PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
];
const LONGEST_SECONDS = 604_800;

const isPresigned = (search: string): boolean =>
  search.includes('X-Amz-Credential=') || search.includes('AWSAccessKeyId=');

/**
 * The request's presigned URL, if it has one, by Signature Version 4 or, as the AWS CLI 1 still does for S3, by Version 2.
 * Differs: a presigned POST is not taken, since a web page could send one to this machine without a preflight.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export const presignedUrlOf = ({ method, search }: WireHead): PresignedUrl | undefined => {
  if (method === 'POST' || !isPresigned(search)) return undefined;
  const query = new URLSearchParams(search);
  const credential = query.get('X-Amz-Credential');
  if (credential !== null) return { credential, check: (nowMs) => checkVersion4(query, nowMs) };
  const key = query.get('AWSAccessKeyId') ?? '';
  return { credential: `${key}/20060301/us-east-1/s3/aws4_request`, check: (nowMs) => checkVersion2(query, nowMs) };
};

const checkVersion4 = (query: URLSearchParams, nowMs: number): void => {
  if (!V4_PARAMETERS.every((name) => query.get(name)))
    throw malformed(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  if (!String(query.get('X-Amz-Algorithm')).startsWith('AWS4-'))
    throw malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  const signedAtMs = readDate(query.get('X-Amz-Date') ?? '');
  const seconds = readSeconds(query.get('X-Amz-Expires') ?? '');
  if (nowMs > signedAtMs + seconds * 1000)
    throw expired(signedAtMs + seconds * 1000, nowMs, { 'X-Amz-Expires': seconds });
};

/** `20260101T120000Z` in milliseconds since the epoch. */
const readDate = (text: string): number => {
  const [, ...parts] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const [year, month, day, hour, minute, second] = parts;
  const atMs = Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`);
  if (Number.isNaN(atMs)) throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  return atMs;
};

const readSeconds = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw malformed('X-Amz-Expires should be a number');
  if (Number(text) > LONGEST_SECONDS)
    throw malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  return Number(text);
};

const checkVersion2 = (query: URLSearchParams, nowMs: number): void => {
  const expires = query.get('Expires') ?? '';
  if (!query.get('AWSAccessKeyId') || !query.get('Signature') || expires === '')
    throw new AwsError(
      'AccessDenied',
      'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
      403,
    );
  if (!/^\d{1,12}$/.test(expires))
    throw new AwsError('AccessDenied', `Invalid date (should be seconds since epoch): ${expires}`, 403);
  if (nowMs > Number(expires) * 1000) throw expired(Number(expires) * 1000, nowMs);
};

const malformed = (message: string): AwsError => new AwsError('AuthorizationQueryParametersError', message);

const expired = (expiresMs: number, nowMs: number, more: Readonly<Record<string, number>> = {}): AwsError =>
  new AwsError('AccessDenied', 'Request has expired', 403, {
    members: { ...more, Expires: new Date(expiresMs).toISOString(), ServerTime: new Date(nowMs).toISOString() },
  });
