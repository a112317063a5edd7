import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import { createFirehose, type Firehose } from './create-firehose.js';
import { deliveryStreamProperties, SHARD } from './testing/delivery-stream-fixture.js';
import { inMemoryNeighbours, type InMemoryNeighbours } from './testing/in-memory-neighbours.js';

describe('Firehose', () => {
  const clock = new ManualClock();
  let dataDirectory: string;
  let neighbours: InMemoryNeighbours;
  let firehose: Firehose;

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'firehose-'));
    const context: CloudContext = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory,
      disk: systemDisk,
      clock,
      observer: {},
      limits: 'aws',
      random: () => 0,
    };
    neighbours = inMemoryNeighbours(clock);
    firehose = createFirehose(context, () => neighbours);
    const resource = {
      stackName: 'stack',
      logicalId: 'Delivery',
      type: 'AWS::KinesisFirehose::DeliveryStream',
      properties: deliveryStreamProperties(),
    };
    const provisioned = await firehose.provisioners[0]?.provision(resource);
    expect(provisioned).toEqual({
      physicalId: 'delivery',
      attributes: { Arn: 'arn:aws:firehose:us-east-1:000000000000:deliverystream/delivery' },
    });
  });
  afterEach(async () => {
    await firehose[Symbol.asyncDispose]();
    await rm(dataDirectory, { recursive: true });
  });

  it('describes its delivery streams', async () => {
    expect(await firehose.api.ListDeliveryStreams({})).toEqual({
      DeliveryStreamNames: ['delivery'],
      HasMoreDeliveryStreams: false,
    });
    const { DeliveryStreamDescription } = await firehose.api.DescribeDeliveryStream({ DeliveryStreamName: 'delivery' });
    expect(DeliveryStreamDescription).toMatchObject({
      DeliveryStreamStatus: 'ACTIVE',
      VersionId: '1',
      DeliveryStreamType: 'KinesisStreamAsSource',
    });
    await expect(firehose.api.DescribeDeliveryStream({ DeliveryStreamName: 'other' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Firehose other under account 000000000000 not found.',
    });
  });

  it('lets nobody put into a delivery stream that has a Kinesis source', async () => {
    await expect(
      firehose.api.PutRecord({ DeliveryStreamName: 'delivery', Record: { Data: Buffer.from('x') } }),
    ).rejects.toMatchObject({
      code: 'InvalidArgumentException',
      message: 'This operation is not permitted on KinesisStreamAsSource delivery stream type.',
    });
  });

  it('delivers by itself once it is started, and stops when it is disposed of', async () => {
    neighbours.kinesis.put(SHARD, 'sale\n');
    const written = new Promise((resolve) => {
      const { s3 } = neighbours;
      const putObject = s3.PutObject.bind(s3);
      s3.PutObject = async (object) => {
        resolve(object.Key);
        return putObject(object);
      };
    });
    await firehose.start?.();
    expect(await written).toMatch(/^sales\/dt=2026-11-23\/delivery-1-/);
    await firehose[Symbol.asyncDispose]();
    expect(await firehose.progress?.()).toMatchObject([
      { stage: 'Firehose', counts: { read: 1, delivered: 1 }, pending: 0 },
    ]);
  });
});
