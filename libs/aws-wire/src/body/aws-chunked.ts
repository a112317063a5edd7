import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../aws-error.js';
import { WireFault } from '../pipeline/wire-fault.js';

export interface UnchunkedBody {
  readonly content: Buffer;
  /** Headers that came after the content, names in lower case. */
  readonly trailers: Readonly<Record<string, string>>;
}

const cutShort = (): WireFault =>
  new WireFault('incompleteBody', 'The aws-chunked body ends before its last chunk or is malformed.');

/** One line of the framing, without its end, and where the next begins. */
const readLine = (body: Buffer, start: number): readonly [line: string, next: number] => {
  const end = body.indexOf('\r\n', start);
  if (end < 0) throw cutShort();
  return [body.toString('latin1', start, end), end + 2];
};

/** `1a;chunk-signature=…` → 26. */
const readSize = (line: string): number => {
  const [digits = ''] = line.split(';', 1);
  if (!/^[0-9a-fA-F]{1,8}$/.test(digits)) throw cutShort();
  return Number.parseInt(digits, 16);
};

const readTrailers = (body: Buffer, start: number): Record<string, string> => {
  const lines = body.toString('latin1', start).split('\r\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) throw cutShort();
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
};

const requireDeclared = (headers: IncomingHttpHeaders, { content, trailers }: UnchunkedBody): void => {
  const declared = headers['x-amz-decoded-content-length'];
  if (declared !== undefined && Number(declared) !== content.length) {
    throw new WireFault(
      'incompleteBody',
      'You did not provide the number of bytes specified by the x-amz-decoded-content-length header.',
    );
  }
  const announced = String(headers['x-amz-trailer'] ?? '').toLowerCase();
  for (const name of announced
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    if (trailers[name] === undefined)
      throw new AwsError('MalformedTrailerError', `The body lacks the trailer ${name} that the request announces.`);
  }
};

/**
 * Takes the framing off an `aws-chunked` body. Differs: the signature of a chunk is not verified, no more than a request's.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export const decodeAwsChunked = (body: Buffer, headers: IncomingHttpHeaders): UnchunkedBody => {
  const chunks: Buffer[] = [];
  let [line, at] = readLine(body, 0);
  for (let size = readSize(line); size > 0; size = readSize(line)) {
    const end = at + size;
    if (body.toString('latin1', end, end + 2) !== '\r\n') throw cutShort();
    chunks.push(body.subarray(at, end));
    [line, at] = readLine(body, end + 2);
  }
  const unchunked = { content: Buffer.concat(chunks), trailers: readTrailers(body, at) };
  requireDeclared(headers, unchunked);
  return unchunked;
};
