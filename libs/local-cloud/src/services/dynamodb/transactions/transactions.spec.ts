import { DynamoDbFixture, recordsOf } from '../testing/dynamodb-fixture.js';

const TableName = 'sales';
const ARN = 'arn:aws:dynamodb:eu-west-1:123456789012:table/sales';
const key = (id: string): object => ({ id: { S: id } });
const item = (id: string, n: string): object => ({ id: { S: id }, n: { N: n } });
const putOf = (id: string, n = '1', more: object = {}): object => ({ Put: { TableName, Item: item(id, n), ...more } });
const big = (id: number): object => ({ ...item(String(id), '1'), text: { S: 'x'.repeat(400_000) } });
const IS_NEW = { ConditionExpression: 'attribute_not_exists(id)' };

let fixture: DynamoDbFixture;
beforeEach(async () => {
  fixture = await DynamoDbFixture.open();
  await fixture.createTable();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const write = (TransactItems: unknown, more: object = {}): Promise<unknown> =>
  fixture.api.TransactWriteItems({ TransactItems, ...more });
const items = async (): Promise<unknown> =>
  ((await fixture.api.Scan({ TableName })).Items as readonly { id: { S: string }; n: { N: string } }[])
    .map(({ id, n }) => `${id.S}=${n.N}`)
    .sort();
const events = async (): Promise<readonly string[]> => {
  const records = await recordsOf(fixture.stream);
  return records.map(({ eventName, dynamodb: { Keys } }) => `${eventName} ${String(Keys.id?.S)}`);
};

describe('TransactWriteItems', () => {
  it('puts, updates, deletes and checks at once, also by ARN, and records each change', async () => {
    await fixture.api.PutItem({ TableName, Item: item('a', '1') });
    await fixture.api.PutItem({ TableName, Item: item('b', '1') });
    await write([
      { Put: { TableName: ARN, Item: item('c', '3'), ...IS_NEW } },
      {
        Update: {
          TableName,
          Key: key('a'),
          UpdateExpression: 'SET n = n + :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
      { Delete: { TableName, Key: key('b') } },
      { ConditionCheck: { TableName, Key: key('d'), ...IS_NEW } },
    ]);
    expect(await items()).toEqual(['a=2', 'c=3']);
    expect((await events()).slice(2).sort()).toEqual(['INSERT c', 'MODIFY a', 'REMOVE b']);
  });

  it('writes nothing when one condition fails, and gives the reason of each part', async () => {
    await fixture.api.PutItem({ TableName, Item: item('b', '7') });
    const refused = write([
      putOf('a'),
      putOf('b', '8', { ...IS_NEW, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      { ConditionCheck: { TableName, Key: key('c'), ConditionExpression: 'attribute_exists(id)' } },
    ]);
    await expect(refused).rejects.toMatchObject({
      code: 'TransactionCanceledException',
      status: 400,
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed]',
      members: {
        CancellationReasons: [
          { Code: 'None' },
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: item('b', '7') },
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        ],
      },
    });
    expect(await items()).toEqual(['b=7']);
    expect(await events()).toEqual(['INSERT b']);
  });

  it('is cancelled by an update that cannot be computed and by a key that does not fit', async () => {
    const update = {
      TableName,
      Key: key('a'),
      UpdateExpression: 'SET n = n + :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    };
    for (const part of [{ Update: update }, { Delete: { TableName, Key: { other: { S: 'a' } } } }])
      await expect(write([putOf('b'), part])).rejects.toMatchObject({
        code: 'TransactionCanceledException',
        members: { CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }] },
      });
    expect(await items()).toEqual([]);
  });

  it.each([
    ['no parts', []],
    ['more than 100 parts', Array.from({ length: 101 }, (_, index) => putOf(String(index)))],
    ['an item twice', [putOf('a'), { Delete: { TableName, Key: key('a') } }]],
    ['two kinds in one part', [{ ...putOf('a'), Delete: { TableName, Key: key('b') } }]],
    ['a part of another kind', [{ Get: { TableName, Key: key('a') } }]],
    ['a check without a condition', [{ ConditionCheck: { TableName, Key: key('a') } }]],
    ['an update without an expression', [{ Update: { TableName, Key: key('a') } }]],
    ['a condition that is none', [putOf('a', '1', { ConditionExpression: 'nonsense(' })]],
    ['a parameter of a part that it would forget', [putOf('a', '1', { ReturnValues: 'ALL_OLD' })]],
    ['more than 4 MB', Array.from({ length: 11 }, (_, id) => putOf(String(id), '1', { Item: big(id) }))],
  ])('refuses %s', async (_what, parts) => {
    await expect(write(parts)).rejects.toMatchObject({ code: 'ValidationException' });
    expect(await items()).toEqual([]);
  });

  it('refuses a table that is not there and reports that it cannot give', async () => {
    await expect(write([{ Put: { TableName: 'other', Item: item('a', '1') } }])).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await expect(write([putOf('a')], { ReturnConsumedCapacity: 'TOTAL' })).rejects.toThrow('ReturnConsumedCapacity');
  });

  it('is done once under its token for ten minutes, also after a restart, and not for another request', async () => {
    const add = (n: string): unknown => [
      {
        Update: {
          TableName,
          Key: key('a'),
          UpdateExpression: 'ADD n :n',
          ExpressionAttributeValues: { ':n': { N: n } },
        },
      },
    ];
    const ClientRequestToken = 'token-1';
    await write(add('1'), { ClientRequestToken });
    await fixture.reopen();
    await write(add('1'), { ClientRequestToken });
    expect(await items()).toEqual(['a=1']);
    await expect(write(add('2'), { ClientRequestToken })).rejects.toMatchObject({
      code: 'IdempotentParameterMismatchException',
    });
    fixture.clock.advance(10 * 60 * 1000 + 1);
    await write(add('1'), { ClientRequestToken });
    expect(await items()).toEqual(['a=2']);
  });

  it('may be tried again under its token after it was cancelled', async () => {
    const ClientRequestToken = 'token-1';
    await fixture.api.PutItem({ TableName, Item: item('a', '1') });
    await expect(write([putOf('a', '2', IS_NEW)], { ClientRequestToken })).rejects.toThrow('Transaction cancelled');
    await fixture.api.DeleteItem({ TableName, Key: key('a') });
    await write([putOf('a', '2', IS_NEW)], { ClientRequestToken });
    expect(await items()).toEqual(['a=2']);
  });

  it('is not begun twice at once under one token', async () => {
    const both = await Promise.allSettled([1, 2].map(() => write([putOf('a')], { ClientRequestToken: 'token-1' })));
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(both[1]).toMatchObject({ reason: { code: 'TransactionInProgressException' } });
  });
});

describe('TransactGetItems', () => {
  it('gives each item in its place, and nothing where there is none', async () => {
    await fixture.api.PutItem({ TableName, Item: item('a', '1') });
    const get = (id: string, more: object = {}): object => ({ Get: { TableName, Key: key(id), ...more } });
    expect(
      await fixture.api.TransactGetItems({ TransactItems: [get('b'), get('a', { ProjectionExpression: 'n' })] }),
    ).toEqual({ Responses: [{}, { Item: { n: { N: '1' } } }] });
    await expect(fixture.api.TransactGetItems({ TransactItems: [get('a'), get('a')] })).rejects.toMatchObject({
      code: 'ValidationException',
    });
    await expect(fixture.api.TransactGetItems({ TransactItems: [putOf('a')] })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });

  it('never sees half of a transaction', async () => {
    const get = { TransactItems: ['a', 'b'].map((id) => ({ Get: { TableName, Key: key(id) } })) };
    await write([putOf('a', '0'), putOf('b', '0')]);
    const writing = Array.from({ length: 20 }, (_, n) => write([putOf('b', String(n)), putOf('a', String(n))]));
    const reading = await Promise.all(Array.from({ length: 20 }, () => fixture.api.TransactGetItems(get)));
    await Promise.all(writing);
    for (const { Responses } of reading as unknown as { Responses: { Item: { n: unknown } }[] }[])
      expect(Responses[0]?.Item.n).toEqual(Responses[1]?.Item.n);
  });
});
