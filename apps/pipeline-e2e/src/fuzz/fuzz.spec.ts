import { readCloudAssembly } from '@sales-cdc/cfn-template';
import { startLocalCloud, SystemClock, type LocalCloud } from '@sales-cdc/local-cloud';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assemblyOf } from '../local-run.js';
import { badRequests } from './bad-requests.js';
import { brokenRequest } from './broken-requests.js';
import { COSTLY_SHARE, costlyQuestions, goodRequests } from './good-requests.js';
import { mutateRequest } from './mutate-request.js';
import { RawConnection } from './raw-connection.js';
import { requestBytes, type RawRequest } from './raw-request.js';
import type { RawResponse } from './raw-response.js';
import { SeededRandom } from './seeded-random.js';

/** How many mutated requests are sent, and by which seed: FUZZ_REQUESTS=100000 FUZZ_SEED=7 npx jest fuzz */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 10_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_123);
const CONNECTIONS = 8;
const PIPELINED = 25;
/** What the requests that did succeed leave in memory: keys of objects, streams, answers of queries. */
const MOST_GROWTH_MIB = 256;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heapMib = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

describe('The port of the local cloud', () => {
  let directory: string;
  let cloud: LocalCloud;
  let port: number;
  const defects: unknown[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'fuzz-'));
    cloud = await startLocalCloud({
      assembly: await readCloudAssembly(assemblyOf('dev')),
      clock: new SystemClock(),
      dataDirectory: directory,
      port: 0,
      limits: 'lifted',
      observer: {},
      lambdaRuntime: pathToFileURL(createRequire(import.meta.url).resolve('@sales-cdc/local-cloud/lambda-runtime')),
      onDefect: (error) => defects.push(error),
    });
    port = Number(new URL(cloud.url).port);
  });
  beforeEach(() => {
    defects.length = 0;
  });
  afterAll(async () => {
    await cloud[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });

  const bytesOf = (request: RawRequest): Buffer => requestBytes(request, `127.0.0.1:${port}`);

  /** Why an answer is none that AWS would give; undefined when it is well-formed. */
  const complaintAbout = ({ status, headers, body }: RawResponse): string | undefined => {
    const text = body.toString('latin1');
    if (status >= 500 && status !== 501) return `status ${status}`;
    for (const path of [directory, homedir() + '/', process.cwd(), 'node_modules', '.ts:', '.js:', '.mjs:'])
      if (text.includes(path)) return `a local path (${path})`;
    const type = headers.get('content-type') ?? '';
    if (type.includes('json') && text !== '' && !isJson(body.toString())) return 'JSON that is none';
    if (type.endsWith('/xml') && text !== '' && !text.trimStart().startsWith('<')) return 'XML that is none';
    return undefined;
  };

  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  const findings = new Map<string, string>();
  const statuses = new Map<number, number>();

  const look = (request: RawRequest, response: RawResponse): void => {
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
    const complaint = complaintAbout(response);
    const asked = request.headers.find(([name]) => name === 'X-Amz-Target')?.[1] ?? request.target.split('?')[0];
    if (complaint !== undefined && findings.size < 20)
      findings.set(
        `${complaint}: ${request.method} ${String(asked).slice(0, 80)}`,
        `${bytesOf(request).toString('latin1').slice(0, 1500)}\n→ ${response.body.toString('latin1').slice(0, 300)}`,
      );
  };

  /** Sends all behind one another and looks at each answer; gives back those behind one that closed the connection. */
  const converse = async (requests: readonly RawRequest[]): Promise<readonly RawRequest[]> => {
    const connection = await RawConnection.open(port);
    try {
      connection.send(Buffer.concat(requests.map(bytesOf)));
      for (const [index, request] of requests.entries()) {
        const response = await connection.next(request.method);
        if (!response) throw new Error(`No answer to:\n${bytesOf(request).toString('latin1').slice(0, 1500)}`);
        look(request, response);
        if (response.headers.get('connection') === 'close') return requests.slice(index + 1);
      }
      return [];
    } finally {
      connection.close();
    }
  };

  it('answers every good request with what it asks for', async () => {
    for (const request of [...goodRequests(), ...costlyQuestions()]) {
      const connection = await RawConnection.open(port);
      connection.send(bytesOf(request));
      const response = await connection.next(request.method);
      connection.close();
      const asked = bytesOf(request).toString('latin1');
      const mayBeUnknown = asked.includes('GetQueryExecution');
      if (!response || (response.status >= 400 && !mayBeUnknown))
        throw new Error(`${asked}\n→ ${String(response?.status)} ${String(response?.body)}`);
    }
  });

  const answerTo = async (request: RawRequest): Promise<{ status: number; text: string }> => {
    const connection = await RawConnection.open(port);
    connection.send(bytesOf(request));
    const response = await connection.next(request.method);
    connection.close();
    if (!response) throw new Error('The server closed the connection without an answer.');
    expect(complaintAbout(response)).toBeUndefined();
    return { status: response.status, text: response.body.toString() };
  };

  it.each(badRequests())('answers $name with $code', async ({ request, status, code }) => {
    const answer = await answerTo(request);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(code)]);
    expect(defects).toEqual([]);
  });

  it(
    `answers ${REQUESTS} mutated requests as AWS would, and lives`,
    async () => {
      const before = heapMib();
      const random = new SeededRandom(SEED);
      const good = goodRequests();
      const costly = costlyQuestions();
      let left = REQUESTS;
      const next = (): RawRequest => {
        left -= 1;
        return mutateRequest(random.pick(random.below(COSTLY_SHARE) === 0 ? costly : good), random);
      };
      const talk = async (): Promise<void> => {
        let waiting: readonly RawRequest[] = [];
        while (left > 0 || waiting.length > 0) {
          const fresh = Array.from({ length: Math.min(left, PIPELINED - waiting.length) }, next);
          waiting = await converse([...waiting, ...fresh]);
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, talk));
      expect([...findings].map(([what, how]) => `${what}\n${how}`)).toEqual([]);
      expect(defects).toEqual([]);
      expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(REQUESTS);
      expect(heapMib() - before).toBeLessThan(MOST_GROWTH_MIB);
    },
    Math.max(60_000, REQUESTS * 8),
  );

  it('answers or closes whatever breaks the framing, and lives', async () => {
    const random = new SeededRandom(SEED);
    for (let sent = 0; sent < REQUESTS / 20; sent += 1) {
      const request = random.pick(goodRequests());
      const connection = await RawConnection.open(port);
      connection.send(brokenRequest(bytesOf(request), random));
      connection.endSending();
      const response = await connection.next(request.method);
      connection.close();
      if (response) expect(complaintAbout(response)).toBeUndefined();
    }
    expect(defects).toEqual([]);
    expect(await converse(goodRequests())).toEqual([]);
  }, 120_000);

  it('keeps no memory of what it refused', async () => {
    const refused = goodRequests().map((request) => ({ ...request, headers: [], target: '/none/of/this' }));
    const before = heapMib();
    for (let round = 0; round < 50; round += 1) await converse(refused);
    expect(heapMib() - before).toBeLessThan(16);
  });
});
