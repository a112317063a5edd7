import type { SeededRandom } from './seeded-random.js';

type Breaking = (request: string, random: SeededRandom) => string;

const insertAfterHead: (text: string) => Breaking = (text) => (request) => request.replace('\r\n', `\r\n${text}\r\n`);

const BREAKINGS: readonly Breaking[] = [
  // A client that goes away in the middle.
  (request, random) => request.slice(0, random.below(request.length)),
  // Less content, or more, than was announced.
  (request) => request.replace(/Content-Length: \d+/, 'Content-Length: 100000'),
  (request) => request.replace(/Content-Length: \d+/, 'Content-Length: 1'),
  (request) => request.replace(/Content-Length: \d+/, 'Content-Length: -1'),
  (request) => request.replace(/Content-Length: \d+/, 'Content-Length: 99999999999999999999'),
  // Two framings at once, one against the other: request smuggling.
  insertAfterHead('Transfer-Encoding: chunked'),
  insertAfterHead('Transfer-Encoding: identity, chunked'),
  insertAfterHead('Content-Length: 7'),
  (request) =>
    request.replace(/Content-Length: \d+\r\n\r\n.*$/s, 'Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n'),
  // Heads that are none.
  (request) => request.replace('HTTP/1.1', 'HTTP/9.9'),
  (request) => request.replace('\r\nHost: ', '\r\nHost: evil.example\r\nHost: '),
  (request) => request.replace(/\r\nHost: [^\r]*/, ''),
  insertAfterHead(`X-Long: ${'x'.repeat(100_000)}`),
  insertAfterHead('No colon here'),
  insertAfterHead('Expect: 200-maybe'),
  insertAfterHead('Upgrade: websocket\r\nConnection: Upgrade'),
  (request) => `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n${request}`,
  (request) => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${request}`,
  (request) => request.replaceAll('\r\n', '\n'),
  (request) => `\u0016\u0003\u0001\u0002\u0000\u0001${request}`,
];

/** A request whose framing is broken, so that what follows it on its connection means nothing. */
export const brokenRequest = (request: Buffer, random: SeededRandom): Buffer =>
  Buffer.from(random.pick(BREAKINGS)(request.toString('latin1'), random), 'latin1');
