import { createServer } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { serviceOf, signedFor, startEndpoint, type TestEndpoint } from '../testing/test-endpoint.js';
import { createWireServer } from './create-wire-server.js';

const createGate = () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

const createKinesis = (operations: Record<string, (input: unknown) => Promise<unknown>> = {}) =>
  serviceOf('kinesis', [{ kind: 'json', version: '1.1', targetPrefix: 'Kinesis_20131202' }], {
    ListStreams: async () => ({ StreamNames: ['s'] }),
    ...operations,
  });

/** Everything that a raw connection answers until it is closed. */
const readAll = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  await new Promise((resolve) => socket.once('close', resolve));
  return text;
};

const signedRequest = (
  target: string,
  {
    host,
    body = '{}',
    length = body.length,
    extra = '',
  }: { host: string; body?: string; length?: number; extra?: string },
): string =>
  `POST / HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${signedFor('kinesis')}\r\nX-Amz-Target: Kinesis_20131202.${target}\r\n` +
  `Content-Length: ${length}\r\n${extra}\r\n${body}`;

describe('createWireServer', () => {
  let endpoint: TestEndpoint;
  beforeEach(async () => {
    endpoint = await startEndpoint([createKinesis()]);
  });
  afterEach(() => endpoint[Symbol.asyncDispose]());

  const open = (): Socket => connect(endpoint.port, '127.0.0.1');
  const host = () => `127.0.0.1:${endpoint.port}`;
  const list = (headers: Record<string, string> = {}, url = endpoint.url) =>
    fetch(url, {
      method: 'POST',
      body: '{}',
      headers: { authorization: signedFor('kinesis'), 'x-amz-target': 'Kinesis_20131202.ListStreams', ...headers },
    });
  const expectAlive = async () => {
    expect(await (await list()).json()).toEqual({ StreamNames: ['s'] });
    expect(endpoint.defects).toEqual([]);
  };

  it.each([
    ['no HTTP at all', 'hello, are you there?\r\n\r\n'],
    ['a broken header', 'GET / HTTP/1.1\r\nHost\r\n\r\n'],
    ['a bad length', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n'],
    ['a bad chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('answers %s with 400, and lives', async (_, bytes) => {
    const socket = open();
    socket.write(bytes);
    expect(await readAll(socket)).toContain('HTTP/1.1 400 Bad Request');
    await expectAlive();
  });

  it('answers headers without end with 431, and lives', async () => {
    const socket = open();
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(100_000)}`);
    expect(await readAll(socket)).toContain('HTTP/1.1 431');
    await expectAlive();
  });

  it('closes an HTTP/2 connection that breaks the protocol, and lives', async () => {
    const socket = open();
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nthis is no frame at all, not even by chance');
    await readAll(socket);
    await expectAlive();
  });

  it('lives when a caller leaves in the middle of a body', async () => {
    const socket = open();
    socket.write(signedRequest('ListStreams', { host: host(), body: '{"a":', length: 1000 }), () =>
      socket.resetAndDestroy(),
    );
    await readAll(socket);
    await expectAlive();
  });

  it('understands a request that comes byte by byte', async () => {
    const socket = open();
    socket.setNoDelay(true);
    for (const byte of signedRequest('ListStreams', { host: host(), extra: 'Connection: close\r\n' })) {
      await new Promise((resolve) => socket.write(byte, resolve));
    }
    expect(await readAll(socket)).toContain('{"StreamNames":["s"]}');
  });

  it('understands an HTTP/2 preface in two pieces', async () => {
    const socket = open();
    socket.setNoDelay(true);
    await new Promise((resolve) => socket.write('PRI * HT', resolve));
    socket.write('TP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0');
    const answered = await new Promise<Buffer>((resolve) => socket.once('data', resolve));
    expect(answered[3]).toBe(4); // a SETTINGS frame
    socket.destroy();
  });

  it('closes a connection that says nothing before it ends', async () => {
    const socket = open();
    socket.end();
    expect(await readAll(socket)).toBe('');
    await expectAlive();
  });

  it('answers many requests of one connection in their order', async () => {
    const socket = open();
    const one = signedRequest('ListStreams', { host: host() });
    socket.write(one + one + signedRequest('ListStreams', { host: host(), extra: 'Connection: close\r\n' }));
    expect((await readAll(socket)).match(/HTTP\/1\.1 200 OK/g)).toHaveLength(3);
  });

  it('answers under each name of this machine', async () => {
    expect((await list({}, `http://localhost:${endpoint.port}`)).status).toBe(200);
  });

  it.each(['evil.example', `evil.example:4566`, '127.0.0.1', 'localhost:1', ''])(
    'refuses the Host %p, behind which may be a web page',
    async (name) => {
      const socket = open();
      socket.write(signedRequest('ListStreams', { host: name, extra: 'Connection: close\r\n' }));
      const text = await readAll(socket);
      expect(text).toContain('HTTP/1.1 403 Forbidden');
      expect(text).toContain('"__type":"AccessDeniedException"');
      expect(text).not.toContain('StreamNames');
    },
  );

  it('refuses a foreign authority over HTTP/2 too', async () => {
    const session = connectHttp2(endpoint.url);
    const stream = session.request({
      ':path': '/',
      ':method': 'POST',
      ':authority': 'evil.example',
      'x-amz-target': 'Kinesis_20131202.ListStreams',
    });
    stream.end('{}');
    const status = await new Promise((resolve) =>
      stream.once('response', (headers) => {
        resolve(headers[':status']);
      }),
    );
    expect(status).toBe(403);
    session.destroy();
  });

  it('says in one sentence that the port is taken', async () => {
    const start = createWireServer({ services: [], host: '127.0.0.1', port: endpoint.port, onDefect: () => undefined });
    await expect(start).rejects.toThrow(
      `Port ${endpoint.port} is taken by another process; stop it or choose another with --port.`,
    );
    await expect(start).rejects.toMatchObject({ cause: { code: 'EADDRINUSE' } });
  });

  it('refuses a service without the schemas that its protocol needs', async () => {
    const s3 = serviceOf('s3', [{ kind: 'rest-xml' }], {});
    await expect(startEndpoint([s3])).rejects.toThrow("The service 's3' needs `schemas` to speak rest-xml.");
  });

  it('refuses two services on one route', async () => {
    await expect(startEndpoint([createKinesis(), createKinesis()])).rejects.toThrow(
      "Two services claim the route 'json Kinesis_20131202'",
    );
  });
});

describe('a streamed answer', () => {
  const startS3 = (body: () => Readable) =>
    startEndpoint([
      serviceOf(
        's3',
        [{ kind: 'rest-xml' }],
        { GetObject: async () => ({ Body: body(), ContentLength: 100 }) },
        () => import('@aws-sdk/client-s3'),
      ),
    ]);
  const get = (endpoint: TestEndpoint) => fetch(`${endpoint.url}/b/k`, { headers: { authorization: signedFor('s3') } });

  it('that fails half-way closes the connection and is told to the owner', async () => {
    const broken = () =>
      Readable.from(
        (function* () {
          yield Buffer.from('half');
          throw new Error('the disk is gone');
        })(),
      );
    const endpoint = await startS3(broken);
    await expect(get(endpoint).then((response) => response.text())).rejects.toThrow();
    expect(endpoint.defects).toEqual([new Error('the disk is gone')]);
    await endpoint[Symbol.asyncDispose]();
  });

  it('goes over HTTP/2 as well', async () => {
    const endpoint = await startS3(() => Readable.from([Buffer.alloc(60, 'a'), Buffer.alloc(40, 'b')]));
    const session = connectHttp2(endpoint.url);
    const stream = session.request({ ':path': '/b/k', authorization: signedFor('s3') });
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('a'.repeat(60) + 'b'.repeat(40));
    session.close();
    await endpoint[Symbol.asyncDispose]();
    expect(endpoint.defects).toEqual([]);
  });

  it('is given up without a word when the caller leaves', async () => {
    const gone = createGate();
    const endless = () =>
      new Readable({
        read() {
          this.push(Buffer.alloc(65536));
        },
        destroy(_, done) {
          gone.open();
          done(null);
        },
      });
    const endpoint = await startS3(endless);
    const aborted = new AbortController();
    const response = await fetch(`${endpoint.url}/b/k`, {
      headers: { authorization: signedFor('s3') },
      signal: aborted.signal,
    });
    expect(response.status).toBe(200);
    aborted.abort();
    await gone.opened;
    await endpoint[Symbol.asyncDispose]();
    expect(endpoint.defects).toEqual([]);
  });
});

describe('disposing a wire server', () => {
  const start = async (closeGraceMs: number) => {
    const begun = createGate();
    const release = createGate();
    const service = createKinesis({
      DescribeStream: async () => {
        begun.open();
        await release.opened;
        return { done: true };
      },
    });
    const endpoint = await startEndpoint([service], { closeGraceMs });
    const headers = { authorization: signedFor('kinesis'), 'x-amz-target': 'Kinesis_20131202.DescribeStream' };
    const answered = fetch(endpoint.url, { method: 'POST', body: '{}', headers }).then((response) => response.json());
    await begun.opened;
    return { endpoint, answered, release };
  };

  it('lets a running request end, ends idle connections, and frees the port', async () => {
    const { endpoint, answered, release } = await start(60_000);
    const idle = connect(endpoint.port, '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    const session = connectHttp2(endpoint.url);
    await new Promise((resolve) => session.once('connect', resolve));

    const disposed = endpoint[Symbol.asyncDispose]();
    release.open();
    expect(await answered).toEqual({ done: true });
    await disposed;
    await endpoint[Symbol.asyncDispose]();

    const next = createServer();
    await new Promise<void>((resolve) => next.listen(endpoint.port, '127.0.0.1', resolve));
    expect((next.address() as AddressInfo).port).toBe(endpoint.port);
    next.close();
  });

  it('waits no longer than it may', async () => {
    const { endpoint, answered, release } = await start(20);
    const failed = expect(answered).rejects.toThrow('fetch failed');
    await endpoint[Symbol.asyncDispose]();
    await failed;
    release.open();
  });
});
