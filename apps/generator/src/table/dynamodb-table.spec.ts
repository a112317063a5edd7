import { saleItem } from '@sales-cdc/stream-codec';
import { amend } from '../lives/amend.js';
import { seededRandom } from '../random/seeded-random.js';
import { syntheticSales } from '../synthetic/synthetic-sales.js';
import { DynamoDbTable } from './dynamodb-table.js';

const source = syntheticSales(1, () => 0);
const SALE = source.next().value;
const OTHER = source.next().value;

const setUp = (answer: object = {}) => {
  const sent: { name: string; input: unknown }[] = [];
  const send = async (command: { input: unknown }) => {
    sent.push({ name: command.constructor.name, input: command.input });
    return answer;
  };
  return { sent, table: new DynamoDbTable({ send }, 'sales') };
};

describe('DynamoDbTable', () => {
  it('inserts on condition that the id is free', async () => {
    const { sent, table } = setUp();
    await table.insert(SALE);
    expect(sent).toEqual([
      {
        name: 'PutItemCommand',
        input: {
          TableName: 'sales',
          Item: saleItem.encode(SALE),
          ConditionExpression: 'attribute_not_exists(sale_id)',
        },
      },
    ]);
  });

  it('updates only what differs, and the version by one, on condition of the version seen', async () => {
    const { sent, table } = setUp();
    const sale = amend(SALE, { ...seededRandom(1, 1), pick: ([head]) => head as never });
    await table.update({ kind: 'update', seen: SALE, sale });
    expect(sent).toEqual([
      {
        name: 'UpdateItemCommand',
        input: {
          TableName: 'sales',
          Key: { sale_id: { S: SALE.sale_id } },
          UpdateExpression: 'SET #version = #version + :one, #m0 = :m0',
          ConditionExpression: '#version = :seen',
          ExpressionAttributeNames: { '#version': 'version', '#m0': 'status' },
          ExpressionAttributeValues: { ':one': { N: '1' }, ':seen': { N: '1' }, ':m0': { S: 'REFUNDED' } },
        },
      },
    ]);
  });

  it('deletes on condition of the version seen', async () => {
    const { sent, table } = setUp();
    await table.delete({ kind: 'delete', seen: SALE });
    expect(sent).toMatchObject([
      {
        name: 'DeleteItemCommand',
        input: { ConditionExpression: '#version = :seen', ExpressionAttributeValues: { ':seen': { N: '1' } } },
      },
    ]);
  });

  it('gives back the sales of a batch that were not processed', async () => {
    const { table } = setUp({ UnprocessedItems: { sales: [{ PutRequest: { Item: saleItem.encode(OTHER) } }] } });
    expect(await table.putAll([SALE, OTHER])).toEqual([OTHER]);
    expect(await setUp().table.putAll([SALE, OTHER])).toEqual([]);
  });

  it('tells the ids that are there from those it could not look up', async () => {
    const { table } = setUp({
      Responses: { sales: [{ sale_id: { S: 'there' } }] },
      UnprocessedKeys: { sales: { Keys: [{ sale_id: { S: 'later' } }] } },
    });
    expect(await table.present(['there', 'free', 'later'])).toEqual({ found: ['there'], left: ['later'] });
  });

  it('refuses a table with another key, and one that is not there yet', async () => {
    const check = (Table: object) => setUp({ Table }).table.check();
    await expect(check({ KeySchema: [{ AttributeName: 'sale_id' }], TableStatus: 'ACTIVE' })).resolves.toBeUndefined();
    await expect(check({ KeySchema: [{ AttributeName: 'order_id' }] })).rejects.toThrow(
      'has the key order_id, not sale_id',
    );
    await expect(check({ KeySchema: [{ AttributeName: 'sale_id' }], TableStatus: 'CREATING' })).rejects.toThrow(
      'is CREATING',
    );
  });
});
