import type { Socket } from 'node:net';

const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0');

export type HttpVersion = 'http1' | 'http2';

const versionOf = (start: Buffer): HttpVersion | undefined => {
  const seen = Math.min(start.length, HTTP2_PREFACE.length);
  if (!start.subarray(0, seen).equals(HTTP2_PREFACE.subarray(0, seen))) return 'http1';
  return seen === HTTP2_PREFACE.length ? 'http2' : undefined;
};

/**
 * Hands a connection over once its first bytes tell HTTP/1.1 from HTTP/2 with prior knowledge; the bytes are put back.
 * One that says nothing for `patienceMs` is closed.
 */
export const sniffConnection = (socket: Socket, patienceMs: number, handOver: (version: HttpVersion) => void): void => {
  let start: Buffer = Buffer.alloc(0);
  const giveUp = (): void => {
    socket.destroy();
  };
  const look = (): void => {
    const chunk = socket.read() as Buffer | null;
    if (chunk === null) return;
    start = start.length === 0 ? chunk : Buffer.concat([start, chunk]);
    const version = versionOf(start);
    if (version === undefined) return;

    socket.removeListener('readable', look);
    socket.removeListener('end', giveUp);
    socket.removeListener('timeout', giveUp);
    socket.setTimeout(0);
    socket.unshift(start);
    handOver(version);
  };
  // A connection may fail at any time; its HTTP server, once it has one, tells those who wait for it.
  socket.on('error', giveUp);
  socket.on('end', giveUp);
  socket.on('timeout', giveUp);
  socket.setTimeout(patienceMs);
  socket.on('readable', look);
};
