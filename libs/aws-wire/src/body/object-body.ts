import type { WireRequest } from '../pipeline/wire-message.js';
import { decodeAwsChunked } from './aws-chunked.js';
import { verifyChecksums } from './checksums.js';

const isChunked = ({ headers }: WireRequest): boolean =>
  String(headers['x-amz-content-sha256']).startsWith('STREAMING-') ||
  String(headers['content-encoding']).includes('aws-chunked');

/** `aws-chunked` is how the body came, not how the object is encoded: it is not stored with it. */
const withoutChunking = (encoding: string | undefined): string | undefined => {
  const kept = (encoding ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== 'aws-chunked' && name !== '');
  return kept.length > 0 ? kept.join(',') : undefined;
};

/**
 * A request with the body that its sender meant: unframed, its trailers among the headers, its checksums verified but
 * for those in headers of `ofOther`, which are not the body's.
 */
export const unwrapObjectBody = (request: WireRequest, ofOther: readonly string[]): WireRequest => {
  const plain = isChunked(request) ? unchunk(request) : request;
  verifyChecksums(plain, ofOther);
  return plain;
};

const unchunk = (request: WireRequest): WireRequest => {
  const { content, trailers } = decodeAwsChunked(request.body, request.headers);
  const encoding = withoutChunking(request.headers['content-encoding']);
  const headers = { ...request.headers, ...trailers, 'content-length': String(content.length) };
  delete headers['content-encoding'];
  return {
    ...request,
    headers: encoding === undefined ? headers : { ...headers, 'content-encoding': encoding },
    body: content,
  };
};
