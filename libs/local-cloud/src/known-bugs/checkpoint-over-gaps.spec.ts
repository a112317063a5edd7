import type { PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { AwsError } from '@sales-cdc/aws-wire';
import { DeliveryStreamFixture, SHARD } from '../services/firehose/testing/delivery-stream-fixture.js';
import { PipeFixture, pipeProperties } from '../services/pipes/testing/pipe-fixture.js';

// Time in these specs is manual; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

describe('a checkpoint that moves over gaps that nobody acknowledged', () => {
  describe('of a pipe', () => {
    let fixture: PipeFixture;
    beforeEach(async () => {
      fixture = await PipeFixture.create();
    });
    afterEach(() => fixture.remove());

    const refuse = (refused: string) => (records: readonly PutRecordsRequestEntry[]) =>
      records.map(({ PartitionKey }) =>
        PartitionKey === refused ? 'ProvisionedThroughputExceededException' : undefined,
      );

    it.each([
      ['one batch at a time', 1],
      ['ten batches at a time', 10],
    ])('would lose the record in the middle that Kinesis refused, %s', async (_, ParallelizationFactor) => {
      const properties = pipeProperties({ ParallelizationFactor });
      fixture.add(10);
      fixture.kinesis.trouble = refuse('a4');
      const poller = await fixture.poller(properties);
      for (let polls = 0; polls < 3; polls += 1) {
        await poller.poll();
        fixture.clock.advance(1_000);
      }
      expect(fixture.kinesis.ids).toHaveLength(9);

      fixture.kinesis.trouble = () => undefined;
      await fixture.drain(await fixture.poller(properties)); // as after a kill
      expect(fixture.kinesis.ids).toContain('a4');
    });
  });

  describe('of a delivery stream', () => {
    it('would lose what S3 refused while a later object was written', async () => {
      const byDay = {
        Prefix: 'sales/dt=!{partitionKeyFromLambda:dt}/',
        DynamicPartitioningConfiguration: { Enabled: true },
        BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
      };
      await using fixture = await DeliveryStreamFixture.create(byDay);
      const { kinesis, lambda, s3 } = fixture.neighbours;
      lambda.answer = ({ records }) => ({
        records: records.map(({ recordId, data }) => {
          const dt = Buffer.from(data, 'base64').toString().trim();
          return { recordId, result: 'Ok', data, metadata: { partitionKeys: { dt } } };
        }),
      });
      for (const day of ['monday\n', 'tuesday\n']) kinesis.put(SHARD, day);
      const write = jest.spyOn(s3, 'PutObject').mockImplementation((object) => {
        if (object.Key.includes('monday')) return Promise.reject(new AwsError('SlowDown', 'Slow down.', 503));
        s3.objects.set(object.Key, object);
        return Promise.resolve({});
      });
      await fixture.poll();
      fixture.clock.advance(60_000);
      const round = fixture.poll();
      while (fixture.texts('sales/').length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(fixture.texts('sales/')).toEqual(['tuesday\n']);

      await fixture.restart(); // ends the round as a kill does
      await round;
      write.mockRestore();
      await fixture.poll();
      fixture.clock.advance(60_000);
      await fixture.poll();
      expect(fixture.texts('sales/dt=monday/')).toEqual(['monday\n']);
    });
  });
});
