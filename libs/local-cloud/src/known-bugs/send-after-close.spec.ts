import { createFirehose } from '../services/firehose/index.js';
import {
  deliveryStreamProperties,
  DeliveryStreamFixture,
} from '../services/firehose/testing/delivery-stream-fixture.js';
import { createPipes } from '../services/pipes/index.js';
import { PipeFixture, pipeProperties } from '../services/pipes/testing/pipe-fixture.js';
import type { CloudService } from '../core/service.js';
import { drained, idsInLake, put, smallWorld } from './testing/small-world.js';

// Time in these specs is manual or simulated; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const provision = (service: CloudService, type: string, properties: object): Promise<unknown> | undefined =>
  service.provisioners
    .find((provisioner) => provisioner.type === type)
    ?.provision({ stackName: 'small', logicalId: 'One', type, properties: { ...properties } });

/** A call that goes on until the spec lets it end. */
const held = (): { readonly begun: Promise<void>; readonly ended: Promise<void>; begin(): void; end(): void } => {
  let begin = (): void => undefined;
  let end = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { begun, ended, begin, end };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a send after close at shutdown', () => {
  it('is not made by a pipe: it closes when its last call has ended, and makes no other', async () => {
    const fixture = await PipeFixture.create();
    const call = held();
    const { PutRecords } = fixture.kinesis;
    const kinesis = {
      PutRecords: async (input: Parameters<typeof PutRecords>[0]) => {
        call.begin();
        await call.ended;
        return PutRecords(input);
      },
    };
    const pipes = await createPipes(fixture.context, () => ({ ...fixture.ports, kinesis }));
    await provision(pipes, 'AWS::Pipes::Pipe', pipeProperties());
    fixture.add(30);
    await pipes.start?.();
    await call.begun;
    let isClosed = false;
    const closing = pipes[Symbol.asyncDispose]().then(() => (isClosed = true));
    await settled();
    expect(isClosed).toBe(false);
    call.end();
    await closing;
    const sent = fixture.kinesis.calls.length;
    fixture.add(5, 30);
    fixture.clock.advance(60_000);
    await settled();
    expect(fixture.kinesis.calls).toHaveLength(sent);
    await fixture.remove();
  });

  it('is not made by a delivery stream: it closes when its last object is written, and writes no other', async () => {
    await using fixture = await DeliveryStreamFixture.create();
    const call = held();
    const { neighbours, context, clock } = fixture;
    const s3 = {
      PutObject: async (object: Parameters<typeof neighbours.s3.PutObject>[0]) => {
        call.begin();
        await call.ended;
        return neighbours.s3.PutObject(object);
      },
    };
    const firehose = createFirehose(context, () => ({ ...neighbours, s3 }));
    await provision(firehose, 'AWS::KinesisFirehose::DeliveryStream', deliveryStreamProperties());
    neighbours.kinesis.put('shardId-000000000000', 'one\n');
    await firehose.start?.();
    await call.begun;
    let isClosed = false;
    const closing = firehose[Symbol.asyncDispose]().then(() => (isClosed = true));
    await settled();
    expect(isClosed).toBe(false);
    call.end();
    await closing;
    neighbours.kinesis.put('shardId-000000000000', 'two\n');
    clock.advance(60_000);
    await settled();
    expect(fixture.texts('sales/')).toEqual(['one\n']);
  });

  it('is made by nobody when a whole cloud closes while changes are under way, and the next one delivers them', async () => {
    const written = Array.from({ length: 12 }, (_, index) => `sale-${String(index).padStart(2, '0')}`);
    for (let seed = 1; seed <= 10; seed += 1) {
      const simulation = smallWorld({}, seed);
      await simulation.live(async (cloud) => {
        await put(cloud, ...written);
        await cloud.sleep(seed * 150);
      });
      expect(simulation.problems).toEqual([]);
      const ids = await simulation.live(async (cloud) => {
        await drained(cloud);
        return idsInLake(cloud);
      });
      expect([...new Set(ids)]).toEqual(written);
      expect(simulation.problems).toEqual([]);
    }
  });
});
