import fc from 'fast-check';
import type { StreamRecord } from './stream-record.js';
import type { Item } from './table-description.js';
import { DynamoDbFixture, recordsOf, TABLE } from './testing/dynamodb-fixture.js';

type Write = { readonly kind: 'put' | 'update' | 'delete' | 'batch'; readonly id: string; readonly value: string };

const anyWrite: fc.Arbitrary<Write> = fc.record({
  kind: fc.constantFrom('put', 'update', 'delete', 'batch'),
  id: fc.constantFrom('a', 'b', 'c'),
  value: fc.constantFrom('1', '2', '2.0', '-0.5'),
});

describe('the stream of a table', () => {
  let fixture: DynamoDbFixture;
  beforeAll(async () => {
    fixture = await DynamoDbFixture.open();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const run = async (TableName: string, { kind, id, value }: Write): Promise<unknown> => {
    const Key = { id: { S: id } };
    const Item = { ...Key, n: { N: value } };
    switch (kind) {
      case 'put':
        return fixture.api.PutItem({ TableName, Item });
      case 'update':
        return fixture.api.UpdateItem({
          TableName,
          Key,
          UpdateExpression: 'SET n = :n',
          ExpressionAttributeValues: { ':n': { N: value } },
        });
      case 'delete':
        return fixture.api.DeleteItem({ TableName, Key });
      case 'batch':
        return fixture.api.BatchWriteItem({
          RequestItems: { [TableName]: [{ PutRequest: { Item } }, { DeleteRequest: { Key: { id: { S: 'c!' } } } }] },
        });
    }
  };

  /** Applies the records in their order, and checks that each takes up where the last one of its item ended. */
  const replay = (records: readonly StreamRecord[]): ReadonlyMap<string, Item> => {
    const items = new Map<string, Item>();
    for (const { dynamodb } of records) {
      const id = String(dynamodb.Keys.id?.S);
      expect(dynamodb.OldImage).toEqual(items.get(id));
      if (dynamodb.NewImage) items.set(id, dynamodb.NewImage);
      else items.delete(id);
    }
    return items;
  };

  it('replays to the table, whatever was written and however much of it at once', async () => {
    let tables = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyWrite, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
        async (rounds) => {
          const TableName = `table-${String((tables += 1))}`;
          await fixture.api.CreateTable({ ...TABLE, TableName });
          for (const round of rounds) await Promise.all(round.map((write) => run(TableName, write)));

          const stream = fixture.dynamoDb.changeStreams.all().find(({ tableName }) => tableName === TableName);
          const replayed = replay(await recordsOf(stream));
          const { Items } = (await fixture.api.Scan({ TableName })) as { Items: readonly Item[] };
          expect([...replayed.values()].map((item) => JSON.stringify(item)).sort()).toEqual(
            Items.map((item) => JSON.stringify(item)).sort(),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
