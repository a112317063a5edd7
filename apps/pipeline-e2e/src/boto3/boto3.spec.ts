import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installedPrograms, printedBy } from '../installed-programs.js';
import { LocalRun } from '../local-run.js';

const execute = promisify(execFile);

/** A Python that has it. */
const [python] = installedPrograms('python3', (program) =>
  printedBy(program, '-c', 'import boto3; print(boto3.__version__)'),
);
if (!python) console.warn('boto3 is not installed for python3: its story is skipped.');

interface Seen {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly failures: Readonly<Record<string, readonly [code: string, message: string, status: number]>>;
  readonly [name: string]: unknown;
}

(python ? describe : describe.skip)('boto3, with AWS_ENDPOINT_URL set and nothing else', () => {
  let folder: string;
  let seen: Seen;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'boto3-'));
    const { run, endpoint } = await LocalRun.serving('--ephemeral', '--time-scale', '10');
    await using _serving = run;
    const { stdout } = await execute(
      python?.program ?? '',
      [join(import.meta.dirname, 'round_trip.py'), join(folder, 'large')],
      {
        env: {
          PATH: process.env['PATH'],
          // Nothing of the developer's own profiles may leak into a story.
          AWS_CONFIG_FILE: '/dev/null',
          AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
          AWS_EC2_METADATA_DISABLED: 'true',
          AWS_ENDPOINT_URL: endpoint,
          AWS_DEFAULT_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
        },
      },
    );
    seen = JSON.parse(stdout) as Seen;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('sees a sale written become a row read', () => {
    expect(seen).toMatchObject({ account: '000000000000', event: 'INSERT', lake: 'boto-1' });
    const [header = [], row = []] = seen.rows;
    const sale = Object.fromEntries(header.map((name, index) => [String(name), row[index]] as const));
    expect(sale).toMatchObject({ op: 'c', sale_id: 'boto-1', quantity: '2', unit_price: '999.9000' });
    expect(seen.rows).toHaveLength(2);
  });

  it('copies a file of many parts to S3 and back', () => {
    expect(seen['etag']).toMatch(/^"[0-9a-f]{32}-2"$/);
  });

  it('speaks to CloudWatch in the protocol that it prefers', () => {
    expect(seen).toMatchObject({ statistics: [5, 3] });
    expect(['smithy-rpc-v2-cbor', 'json', 'query']).toContain(seen['protocol']);
  });

  it('is answered by every service', () => {
    expect(seen).toMatchObject({
      message: 'dead <letter>',
      pipe: 'RUNNING',
      delivery: 'ACTIVE',
      stack: 'CREATE_COMPLETE',
      invoked: { records: [] },
      logs: expect.any(Number) as number,
      reason: expect.stringContaining('TABLE_NOT_FOUND') as string,
    });
  });

  it('is refused as by AWS', () => {
    expect(seen.failures).toEqual({
      table: ['ResourceNotFoundException', expect.stringContaining('none'), 400],
      period: [expect.stringMatching(/^InvalidParameterValue/), 'The parameter Period must be a multiple of 60.', 400],
      key: ['NoSuchKey', 'The specified key does not exist.', 404],
      bucket: ['NoSuchBucket', 'The specified bucket does not exist', 404],
      pipe: ['NotFoundException', expect.stringContaining('none'), 404],
      database: ['EntityNotFoundException', expect.stringContaining('none'), 400],
      operation: [expect.any(String), expect.any(String), 400],
    });
  });
});
