import type { ChangeCommitted } from '../../core/observer.js';
import type { WireObject } from './dynalite-engine.js';
import { DynamoDbFixture, recordsOf, TABLE } from './testing/dynamodb-fixture.js';

const Key = { id: { S: 'a' } };
const OLD = { ...Key, n: { N: '1' }, tags: { SS: ['x', 'y'] } };

let fixture: DynamoDbFixture;
let committed: ChangeCommitted[];

beforeEach(async () => {
  committed = [];
  fixture = await DynamoDbFixture.open({}, { observer: { changeCommitted: (change) => committed.push(change) } });
  await fixture.createTable();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const put = (Item: object, more: object = {}): Promise<WireObject> =>
  fixture.api.PutItem({ TableName: 'sales', Item, ...more });

describe('a write that changes an item', () => {
  const cases: readonly {
    readonly story: string;
    readonly write: () => Promise<unknown>;
    readonly events: readonly string[];
  }[] = [
    { story: 'a put of a new item inserts', write: () => put({ id: { S: 'b' } }), events: ['INSERT b'] },
    { story: 'a put of the same item says nothing', write: () => put(OLD), events: [] },
    {
      story: 'a put of the same set in another order says nothing',
      write: () => put({ ...OLD, tags: { SS: ['y', 'x'] } }),
      events: [],
    },
    {
      story: 'a put of the same number in another spelling says nothing',
      write: () => put({ ...OLD, n: { N: '1.0' } }),
      events: [],
    },
    { story: 'a put of other attributes modifies', write: () => put({ ...OLD, n: { N: '2' } }), events: ['MODIFY a'] },
    {
      story: 'a put whose condition fails says nothing',
      write: () =>
        expect(put({ ...Key }, { ConditionExpression: 'attribute_not_exists(id)' })).rejects.toMatchObject({
          code: 'ConditionalCheckFailedException',
        }),
      events: [],
    },
    { story: 'an update modifies', write: () => update('a', 'SET n = :n', { ':n': { N: '5' } }), events: ['MODIFY a'] },
    {
      story: 'an update to the same says nothing',
      write: () => update('a', 'SET n = :n', { ':n': { N: '1' } }),
      events: [],
    },
    {
      story: 'an update of a missing item inserts',
      write: () => update('b', 'SET n = :n', { ':n': { N: '1' } }),
      events: ['INSERT b'],
    },
    {
      story: 'a delete removes',
      write: () => fixture.api.DeleteItem({ TableName: 'sales', Key }),
      events: ['REMOVE a'],
    },
    {
      story: 'a delete of a missing item says nothing',
      write: () => fixture.api.DeleteItem({ TableName: 'sales', Key: { id: { S: 'b' } } }),
      events: [],
    },
    {
      story: 'a batch says what each of its writes says',
      write: () =>
        batch([
          { PutRequest: { Item: { id: { S: 'b' } } } },
          { PutRequest: { Item: OLD } },
          { DeleteRequest: { Key: { id: { S: 'c' } } } },
        ]),
      events: ['INSERT b'],
    },
    { story: 'a batch delete removes', write: () => batch([{ DeleteRequest: { Key } }]), events: ['REMOVE a'] },
  ];
  const update = (id: string, UpdateExpression: string, ExpressionAttributeValues: object): Promise<unknown> =>
    fixture.api.UpdateItem({
      TableName: 'sales',
      Key: { id: { S: id } },
      UpdateExpression,
      ExpressionAttributeValues,
    });
  const batch = (requests: readonly object[]): Promise<unknown> =>
    fixture.api.BatchWriteItem({ RequestItems: { sales: requests } });

  it.each(cases)('$story', async ({ write, events }) => {
    await put(OLD);
    await write();
    const [, ...records] = await recordsOf(fixture.stream);
    expect(records.map(({ eventName, dynamodb: { Keys } }) => `${eventName} ${String(Keys.id?.S)}`)).toEqual(events);
    expect(committed.map(({ sequenceNumber }) => sequenceNumber)).toEqual(
      (await recordsOf(fixture.stream)).map(({ dynamodb }) => dynamodb.SequenceNumber),
    );
  });

  it('is recorded in the form of AWS', async () => {
    await put(OLD);
    await put({ ...Key, n: { N: '2' } });
    const record = (await recordsOf(fixture.stream))[1];
    expect(record).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      eventName: 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      dynamodb: {
        ApproximateCreationDateTime: Date.parse('2026-11-23T12:00:00Z') / 1000,
        Keys: Key,
        NewImage: { ...Key, n: { N: '2' } },
        OldImage: OLD,
        SequenceNumber: expect.stringMatching(/^\d{21}$/) as string,
        SizeBytes: 3 + (3 + 3) + (3 + 3 + 6),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
  });

  it('is refused when the item has more than 400 KB in UTF-8', async () => {
    const text = 'é'.repeat(204_000);
    await put({ ...Key, text: { S: text } });
    await expect(put({ ...Key, text: { S: `${text}${'é'.repeat(1_000)}` } })).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Item size has exceeded the maximum allowed size',
    });
    expect(await recordsOf(fixture.stream)).toHaveLength(1);
  });

  it('shows the item that failed a condition to whoever asks for it', async () => {
    await put(OLD);
    const refused = put(
      { ...Key },
      { ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' },
    );
    await expect(refused).rejects.toMatchObject({ code: 'ConditionalCheckFailedException', members: { Item: OLD } });
  });
});

describe('a stream', () => {
  it.each([
    ['KEYS_ONLY', []],
    ['NEW_IMAGE', ['NewImage']],
    ['OLD_IMAGE', ['OldImage']],
    ['NEW_AND_OLD_IMAGES', ['NewImage', 'OldImage']],
  ])('of the view type %s carries %j', async (StreamViewType, images) => {
    const TableName = `sales-${StreamViewType}`;
    await fixture.api.CreateTable({
      ...TABLE,
      TableName,
      StreamSpecification: { StreamEnabled: true, StreamViewType },
    });
    for (const n of ['1', '2']) await fixture.api.PutItem({ TableName, Item: { ...Key, n: { N: n } } });
    const stream = fixture.dynamoDb.changeStreams.all().find(({ tableName }) => tableName === TableName);
    const modified = (await recordsOf(stream))[1];
    expect(Object.keys(modified?.dynamodb ?? {}).filter((member) => member.endsWith('Image'))).toEqual(images);
  });

  it('holds the unbroken chain of an item that many write at once', async () => {
    const add = {
      TableName: 'sales',
      Key,
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    await Promise.all(Array.from({ length: 300 }, () => fixture.api.UpdateItem(add)));
    const records = await recordsOf(fixture.stream);
    expect(records.map(({ dynamodb }) => [dynamodb.OldImage?.n?.N ?? '0', dynamodb.NewImage?.n?.N])).toEqual(
      Array.from({ length: 300 }, (_, index) => [String(index), String(index + 1)]),
    );
  });

  it('never shows a change before those of lower sequence number, and shows each once it is acknowledged', async () => {
    const { stream } = fixture;
    const [shard] = stream.shards;
    if (!shard) throw new Error('The stream has no shard.');
    const seen: string[] = [];
    const written = new AbortController();
    const reader = (async () => {
      while (!written.signal.aborted || stream.trimmedThrough + seen.length < stream.latest) {
        const records = await stream.read(shard, stream.trimmedThrough + seen.length, 7);
        seen.push(...records.map(({ dynamodb }) => dynamodb.SequenceNumber));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let index = 0; index < 25; index += 1) {
          await put({ id: { S: `${String(writer)}-${String(index)}` } });
          expect(stream.latest).toBeGreaterThanOrEqual(stream.trimmedThrough + index + 1);
        }
      }),
    );
    written.abort();
    await reader;
    expect(seen).toEqual(
      Array.from({ length: 200 }, (_, index) => stream.sequenceNumberOf(stream.trimmedThrough + index + 1)),
    );
  });
});
