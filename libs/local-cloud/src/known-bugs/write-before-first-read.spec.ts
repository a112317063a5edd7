import { createDynamoDbStreams } from '../services/dynamodb-streams/index.js';
import { DynamoDbFixture } from '../services/dynamodb/testing/dynamodb-fixture.js';
import { Pipe } from '../services/pipes/pipe/pipe.js';
import { InMemoryKinesis } from '../services/pipes/testing/in-memory-neighbours.js';
import { InMemoryQueue, pipeProperties } from '../services/pipes/testing/pipe-fixture.js';
import { stepsThatLose } from './testing/killed-once.js';
import { smallWorld } from './testing/small-world.js';

// Time in these specs is simulated; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const StreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales/stream/2026-11-23T12:00:00.000';

describe('a write between discovery and the first read', () => {
  it('is delivered by a pipe that begins at LATEST', async () => {
    await using fixture = await DynamoDbFixture.open();
    await fixture.createTable();
    await fixture.put('before the pipe');
    const streams = await createDynamoDbStreams(fixture.context, fixture.dynamoDb);
    const kinesis = new InMemoryKinesis();
    const logs = { append: () => Promise.resolve() };
    const ports = {
      streams: { ...streams.api, pendingAfter: streams.pendingAfter.bind(streams) },
      kinesis,
      sqs: new InMemoryQueue(),
      logs,
    };
    const properties = { ...pipeProperties({ StartingPosition: 'LATEST' }), Source: StreamArn };
    const pipe = await Pipe.open('changes', properties, fixture.folder, fixture.context, ports);
    await fixture.put('before the first read');
    await pipe.poll(new AbortController().signal);
    expect(kinesis.ids).toEqual(['before the first read']);
  });

  it('is delivered when the process is killed at any step before that read', async () => {
    expect(await stepsThatLose(() => smallWorld({ startingPosition: 'LATEST' }), 'after')).toEqual([]);
  });
});
