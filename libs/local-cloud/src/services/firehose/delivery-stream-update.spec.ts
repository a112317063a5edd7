import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk, type Disk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import { seededRandom } from '../../core/seeded-random.js';
import type { DeliveryStream } from './delivery-stream.js';
import { deliveryStreamProvisioner } from './delivery-stream-provisioner.js';
import { DeliveryStreams } from './delivery-streams.js';
import {
  deliveryStreamProperties,
  directPutProperties,
  processing,
  SHARD,
  textOf,
} from './testing/delivery-stream-fixture.js';
import { inMemoryNeighbours } from './testing/in-memory-neighbours.js';

// Room for a machine that is busy with other things.
jest.setTimeout(60_000);

const running = new AbortController().signal;
const buffered = (IntervalInSeconds: number, SizeInMBs = 1) => ({ BufferingHints: { IntervalInSeconds, SizeInMBs } });

/** A cloud of one delivery stream, whose rounds are run by hand. */
const open = async () => {
  const disk: Disk = { ...systemDisk };
  const clock = new ManualClock();
  const context: CloudContext = {
    partition: 'aws',
    region: 'us-east-1',
    accountId: '000000000000',
    dataDirectory: await mkdtemp(join(tmpdir(), 'firehose-')),
    disk,
    clock,
    observer: {},
    limits: 'aws',
    random: seededRandom(1),
  };
  const neighbours = inMemoryNeighbours(clock);
  const streams = new DeliveryStreams(context);
  const provisioner = deliveryStreamProvisioner(context, () => neighbours, streams);
  const put = async (properties: Readonly<Record<string, unknown>>): Promise<DeliveryStream> => {
    const { physicalId } = await provisioner.provision({
      stackName: 'stack',
      logicalId: 'Delivery',
      type: provisioner.type,
      properties,
    });
    return streams.require(physicalId);
  };
  return {
    clock,
    disk,
    context,
    neighbours,
    streams,
    put,
    keys: () => [...neighbours.s3.objects.keys()],
    lines: () => [...neighbours.s3.objects.values()].map(textOf).join('').split('\n').filter(Boolean),
    remove: () => provisioner.remove?.('delivery', { stackName: '', logicalId: '', type: '', properties: {} }),
    [Symbol.asyncDispose]: async () => {
      await streams[Symbol.asyncDispose]();
      await rm(context.dataDirectory, { recursive: true, force: true });
    },
  };
};

type Step =
  | { readonly kind: 'put'; readonly count: number }
  | { readonly kind: 'poll' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'update'; readonly seconds: number; readonly prefix: string; readonly gathersSeconds: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), count: fc.integer({ min: 1, max: 5 }) }),
  fc.constantFrom({ kind: 'poll' as const }, { kind: 'wait' as const }),
  fc.record({
    kind: fc.constant('update' as const),
    seconds: fc.constantFrom(0, 20, 60),
    prefix: fc.constantFrom('sales/', 'orders/'),
    gathersSeconds: fc.constantFrom(0, 5),
  }),
);

const changed = ({ seconds, prefix, gathersSeconds }: Extract<Step, { kind: 'update' }>): object => ({
  ...buffered(seconds),
  Prefix: prefix,
  ProcessingConfiguration: processing({ BufferIntervalInSeconds: String(gathersSeconds) }),
});

describe.each([
  ['a Kinesis stream', deliveryStreamProperties],
  ['producers', directPutProperties],
])('A delivery stream of %s that is changed while it works', (_, propertiesWith) => {
  it('delivers every record once and in order, whenever and to whatever it is changed', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 20 }), async (steps) => {
        await using cloud = await open();
        let stream = await cloud.put(propertiesWith());
        const given: string[] = [];
        const giveOne = async (): Promise<void> => {
          given.push(String(given.length).padStart(6, '0'));
          const text = `${String(given.at(-1))}\n`;
          if (stream.configuration.source) cloud.neighbours.kinesis.put(SHARD, text);
          else await cloud.streams.requireDoor('delivery').put([Buffer.from(text)]);
        };
        for (const step of steps) {
          if (step.kind === 'put') for (let n = 0; n < step.count; n += 1) await giveOne();
          else if (step.kind === 'poll') await stream.poll(running);
          else if (step.kind === 'wait') cloud.clock.advance(7_000);
          else stream = await cloud.put(propertiesWith(changed(step)));
        }
        stream = await cloud.put(propertiesWith());
        await stream.poll(running);
        expect(cloud.lines()).toEqual(given);
        expect(await stream.progress()).toMatchObject({ pending: 0, counts: { delivered: given.length } });
      }),
      { numRuns: 30 },
    ));
});

describe('A delivery stream that is changed', () => {
  it('delivers what it holds as it was, and what comes then as it is, under its next version', async () => {
    await using cloud = await open();
    const before = await cloud.put(deliveryStreamProperties({ ...buffered(60), Prefix: 'old/' }));
    cloud.neighbours.kinesis.put(SHARD, 'one\n');
    await before.poll(running);
    expect(cloud.keys()).toEqual([]);
    const after = await cloud.put(deliveryStreamProperties({ ...buffered(0), Prefix: 'new/' }));
    cloud.neighbours.kinesis.put(SHARD, 'two\n');
    await after.poll(running);
    const name = (prefix: string, version: number): string => `^${prefix}/2026/11/23/12/delivery-${version}-`;
    expect(cloud.keys()).toEqual([
      expect.stringMatching(name('old', 1)) as string,
      expect.stringMatching(name('new', 2)) as string,
    ]);
  });

  it('reads again what S3 did not take in the end', async () => {
    await using cloud = await open();
    const before = await cloud.put(deliveryStreamProperties(buffered(60)));
    cloud.neighbours.kinesis.put(SHARD, 'one\n');
    await before.poll(running);
    cloud.neighbours.s3.failing = () => true;
    const after = await cloud.put(deliveryStreamProperties(buffered(0)));
    cloud.neighbours.s3.failing = () => false;
    await after.poll(running);
    expect(cloud.lines()).toEqual(['one']);
  });

  it('changes nothing when it is brought to what it is', async () => {
    await using cloud = await open();
    const before = await cloud.put(deliveryStreamProperties());
    expect(await cloud.put(deliveryStreamProperties())).toBe(before);
  });

  it('gets and loses dynamic partitioning never, also not in another run', async () => {
    const partitioned = {
      Prefix: 'sales/!{partitionKeyFromLambda:dt}/',
      DynamicPartitioningConfiguration: { Enabled: true },
      ...buffered(60, 64),
    };
    await using cloud = await open();
    const before = await cloud.put(deliveryStreamProperties());
    const refusal = {
      code: 'InvalidArgumentException',
      message: expect.stringContaining('ynamic partitioning') as string,
    };
    await expect(cloud.put(deliveryStreamProperties(partitioned))).rejects.toMatchObject(refusal);
    cloud.neighbours.kinesis.put(SHARD, 'one\n');
    await before.poll(running);
    expect(cloud.lines()).toEqual(['one']);

    const later = new DeliveryStreams(cloud.context);
    const provisioner = deliveryStreamProvisioner(cloud.context, () => cloud.neighbours, later);
    const properties = deliveryStreamProperties(partitioned);
    await expect(
      provisioner.provision({ stackName: 'stack', logicalId: 'Delivery', type: provisioner.type, properties }),
    ).rejects.toMatchObject(refusal);
  });

  it('is gone with all it remembers once it is removed', async () => {
    await using cloud = await open();
    await cloud.put(directPutProperties(buffered(60)));
    await cloud.streams.requireDoor('delivery').put([Buffer.from('one\n')]);
    await cloud.remove();
    expect(() => cloud.streams.require('delivery')).toThrow('not found');
    expect(existsSync(join(cloud.context.dataDirectory, 'firehose', 'delivery'))).toBe(false);
    await cloud.remove();
    expect((await (await cloud.put(directPutProperties())).progress()).pending).toBe(0);
  });
});

it('A running delivery stream goes on as it was when what it holds cannot be handed over', async () => {
  await using cloud = await open();
  await cloud.put(deliveryStreamProperties());
  cloud.streams.start();
  const { s3, kinesis } = cloud.neighbours;
  const handed = new Promise<void>((resolve) => {
    const putObject = s3.PutObject.bind(s3);
    s3.PutObject = async (object) => {
      // The object is there, and the checkpoint cannot be.
      cloud.disk.rename = () => Promise.reject(new Error('ENOSPC: no space left on device'));
      resolve();
      return putObject(object);
    };
  });
  kinesis.put(SHARD, 'one\n');
  cloud.clock.advance(1000);
  await handed;
  await expect(cloud.put(deliveryStreamProperties({ Prefix: 'new/' }))).rejects.toThrow('ENOSPC');
  cloud.disk.rename = (from, to) => systemDisk.rename(from, to);
  const delivered = new Promise<string>((resolve) => {
    s3.PutObject = async ({ Key }) => {
      resolve(Key);
      return {};
    };
  });
  kinesis.put(SHARD, 'two\n');
  cloud.clock.advance(1000);
  expect(await delivered).not.toMatch(/^new/);
});

it('A running delivery stream goes on by itself in its new form, and ends when it is removed', async () => {
  await using cloud = await open();
  await cloud.put(deliveryStreamProperties(buffered(60)));
  cloud.streams.start();
  const { s3, kinesis } = cloud.neighbours;
  const written = new Promise<string>((resolve) => {
    const putObject = s3.PutObject.bind(s3);
    s3.PutObject = async (object) => {
      resolve(object.Key);
      return putObject(object);
    };
  });
  await cloud.put(deliveryStreamProperties({ ...buffered(0), Prefix: 'new/' }));
  kinesis.put(SHARD, 'one\n');
  cloud.clock.advance(1000);
  expect(await written).toMatch(/^new\//);
  await cloud.remove();
});
