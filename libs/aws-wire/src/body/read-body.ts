import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { WireFault } from '../pipeline/wire-fault.js';

/**
 * The whole body. One over the limit is read to its end, so that the caller gets to see the answer, but not kept.
 * Rejects with a `WireFault` when it is too large or when the caller goes away before its end.
 */
export const readBody = (body: Readable, headers: IncomingHttpHeaders, limitBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const cutShort = (cause?: unknown): void => {
      reject(new WireFault('incompleteBody', 'The connection closed before the whole body was there.', { cause }));
    };
    body.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) chunks.push(chunk);
      else chunks.length = 0;
    });
    body.once('error', cutShort);
    body.once('close', cutShort);
    body.once('end', () => {
      body.removeListener('close', cutShort);
      if (sizeBytes > limitBytes) reject(tooLarge(sizeBytes, limitBytes));
      else if (sizeBytes < Number(headers['content-length'] ?? 0)) cutShort();
      else resolve(joined(chunks, sizeBytes));
    });
  });

const joined = (chunks: readonly Buffer[], sizeBytes: number): Buffer => {
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, sizeBytes);
};

const tooLarge = (sizeBytes: number, limitBytes: number): WireFault =>
  new WireFault('tooLarge', `The body has ${sizeBytes} bytes; this endpoint takes at most ${limitBytes}.`);
