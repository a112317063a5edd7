import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { WireHead, WireResponse } from '../pipeline/wire-message.js';

export type Outgoing = ServerResponse | Http2ServerResponse;

const hasNoBody = (status: number): boolean => status === 204 || status === 304;

const lengthOf = ({ body, headers, status }: WireResponse, method: string): Record<string, string> => {
  if (body instanceof Readable || hasNoBody(status)) return {};
  // Of a HEAD, the operation says how long the body would be.
  if (method === 'HEAD' && headers['content-length'] !== undefined) return {};
  return { 'content-length': String(Buffer.byteLength(body)) };
};

/** Sends a response with its request ids. A body that fails half-way closes the connection, so nobody takes it for whole. */
export const sendResponse = async (
  outgoing: Outgoing,
  { id, method }: WireHead,
  response: WireResponse,
): Promise<void> => {
  const { status, headers, body } = response;
  const ids = { 'x-amzn-requestid': id, 'x-amz-request-id': id };
  // Both servers take these three, which their types do not say together.
  (outgoing as ServerResponse).writeHead(status, { ...headers, ...lengthOf(response, method), ...ids });
  const sendsBody = method !== 'HEAD' && !hasNoBody(status);
  if (!(body instanceof Readable)) {
    (outgoing as ServerResponse).end(sendsBody ? body : undefined);
  } else if (sendsBody) {
    await pipeline(body, outgoing as Writable);
  } else {
    body.destroy();
    outgoing.end();
  }
};
