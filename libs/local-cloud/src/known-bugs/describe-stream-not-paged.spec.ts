import { createDynamoDbStreams } from '../services/dynamodb-streams/index.js';
import { DynamoDbFixture } from '../services/dynamodb/testing/dynamodb-fixture.js';
import { Pipe } from '../services/pipes/pipe/pipe.js';
import { InMemoryKinesis } from '../services/pipes/testing/in-memory-neighbours.js';
import { InMemoryQueue, pipeProperties } from '../services/pipes/testing/pipe-fixture.js';

// Time in these specs is manual; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const StreamArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales/stream/2026-11-23T12:00:00.000';
const running = new AbortController().signal;

describe('DescribeStream that is not paged', () => {
  it.each(['TRIM_HORIZON', 'LATEST'] as const)(
    'would leave out the shards after the first hundred, from %s on',
    async (StartingPosition) => {
      await using fixture = await DynamoDbFixture.open({ shardsPerStream: 130 });
      await fixture.createTable();
      const streams = await createDynamoDbStreams(fixture.context, fixture.dynamoDb);
      const kinesis = new InMemoryKinesis();
      const ports = {
        streams: { ...streams.api, pendingAfter: streams.pendingAfter.bind(streams) },
        kinesis,
        sqs: new InMemoryQueue(),
        logs: { append: () => Promise.resolve() },
      };
      const properties = { ...pipeProperties({ StartingPosition, BatchSize: 500 }), Source: StreamArn };
      const pipe = await Pipe.open('changes', properties, fixture.folder, fixture.context, ports);
      const ids = Array.from({ length: 300 }, (_, index) => `sale-${String(index).padStart(3, '0')}`);
      for (const id of ids) await fixture.put(id);
      for (let polls = 0; polls < 3; polls += 1) await pipe.poll(running);
      expect([...kinesis.ids].sort()).toEqual(ids);
    },
  );
});
