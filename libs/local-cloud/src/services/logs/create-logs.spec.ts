import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk } from '../../core/disk.js';
import type { Clock } from '../../core/clock.js';
import { ManualClock } from '../../core/manual-clock.js';
import { createLogs, type Logs } from './create-logs.js';
import { logStreamPath } from './log-path.js';

let dataDirectory: string;
const open = (clock: Clock = new ManualClock()): Promise<Logs> => {
  const context: CloudContext = {
    partition: 'aws',
    region: 'eu-west-1',
    accountId: '000000000000',
    dataDirectory,
    disk: systemDisk,
    clock,
    observer: {},
    limits: 'aws',
    random: () => 0,
  };
  return createLogs(context);
};
const event = (message: string, timestamp = 1): { timestamp: number; message: string } => ({ timestamp, message });

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'logs-'));
});
afterEach(() => rm(dataDirectory, { recursive: true }));

describe('logs', () => {
  it('are one line of JSON per event, in the order of the calls', async () => {
    const { api } = await open();
    await Promise.all(
      ['a', 'b\n', 'c'].map((message) =>
        api.append({
          logGroupName: '/aws/lambda/fn',
          logStreamName: '2026/11/23/[$LATEST]0f',
          events: [event(message)],
        }),
      ),
    );
    const text = await readFile(join(dataDirectory, 'logs/aws/lambda/fn/2026~11~23~[$LATEST]0f.log'), 'utf8');
    expect(text).toBe(
      '{"timestamp":1,"message":"a"}\n{"timestamp":1,"message":"b\\n"}\n{"timestamp":1,"message":"c"}\n',
    );
  });

  it('stay below their folder, whatever their names', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (group, stream) => {
        const path = logStreamPath('/data/logs', `../${group}/..`, `../${stream}`);
        expect(path.startsWith(`${sep}data${sep}logs${sep}`)).toBe(true);
        expect(path.split(sep)).not.toContain('..');
      }),
    );
  });

  it('keep two files of about 4 MiB for each stream', async () => {
    const { api } = await open();
    const events = [event('x'.repeat(1024 * 1024))];
    for (let count = 0; count < 20; count += 1) await api.append({ logGroupName: 'g', logStreamName: 's', events });
    const folder = join(dataDirectory, 'logs/g');
    expect((await readdir(folder)).sort()).toEqual(['s.log', 's.log.1']);
    for (const file of await readdir(folder))
      expect((await stat(join(folder, file))).size).toBeLessThan(6 * 1024 * 1024);
  });

  it('keep the 32 files of a group that were written last', async () => {
    const { api } = await open();
    for (let count = 0; count < 50; count += 1)
      await api.append({ logGroupName: 'g', logStreamName: `s${count}`, events: [event('x')] });
    const files = await readdir(join(dataDirectory, 'logs/g'));
    expect(files.length).toBeLessThanOrEqual(32);
    expect(files).toContain('s49.log');
  });

  it('lose what is older than the retention of their group', async () => {
    const clock = new ManualClock(Date.now());
    const logs = await open(clock);
    const properties = { LogGroupName: 'g', RetentionInDays: 7 };
    const provisioned = await logs.provisioners[0]?.provision({
      stackName: 'stack',
      logicalId: 'Logs',
      type: 'AWS::Logs::LogGroup',
      properties,
    });
    expect(provisioned).toEqual({
      physicalId: 'g',
      attributes: { Arn: 'arn:aws:logs:eu-west-1:000000000000:log-group:g:*' },
    });
    await logs.api.append({ logGroupName: 'g', logStreamName: 'old', events: [event('x')] });
    clock.advance(8 * 24 * 60 * 60 * 1000);
    await logs.api.append({ logGroupName: 'g', logStreamName: 'new', events: [event('x')] });
    expect(await readdir(join(dataDirectory, 'logs/g'))).toEqual(['new.log']);
  });

  it('are gone once their group is removed, which takes another retention before', async () => {
    const logs = await open();
    const resource = (RetentionInDays: number) => ({
      ...{ stackName: 'stack', logicalId: 'Logs', type: 'AWS::Logs::LogGroup' },
      properties: { LogGroupName: 'g', RetentionInDays },
    });
    const [group, stream] = logs.provisioners;
    await group?.provision(resource(7));
    await logs.api.append({ logGroupName: 'g', logStreamName: 's', events: [event('x')] });
    await group?.provision(resource(30));
    expect(await logs.operations.DescribeLogGroups({})).toMatchObject({ logGroups: [{ retentionInDays: 30 }] });
    const ofStream = { ...resource(30), type: 'AWS::Logs::LogStream' };
    for (let time = 0; time < 2; time += 1) await stream?.remove?.('s', ofStream);
    expect(await logs.operations.DescribeLogStreams({ logGroupName: 'g' })).toMatchObject({ logStreams: [] });
    for (let time = 0; time < 2; time += 1) await group?.remove?.('g', resource(30));
    expect(await logs.operations.DescribeLogGroups({})).toMatchObject({ logGroups: [] });
  });

  it('tell their caller when they cannot be written, and go on', async () => {
    const { api } = await open();
    await api.append({ logGroupName: 'g', logStreamName: 'file', events: [event('x')] });
    await expect(
      api.append({ logGroupName: 'g/file.log', logStreamName: 's', events: [event('x')] }),
    ).rejects.toThrow();
    await expect(
      api.append({ logGroupName: 'g', logStreamName: 'file', events: [event('y')] }),
    ).resolves.toBeUndefined();
  });
});
