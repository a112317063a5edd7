import fc from 'fast-check';
import type { Item } from '../table-description.js';
import { DynamoDbFixture, recordsOf, TABLE } from '../testing/dynamodb-fixture.js';

/** Each account begins with this much; transfers move it, and nothing else does. */
const BEGINNING = 10;
const ACCOUNTS = ['a', 'b', 'c', 'd'];

type Step =
  | { readonly kind: 'transfer'; readonly from: string; readonly to: string; readonly amount: number }
  | { readonly kind: 'touch'; readonly account: string };

const anyAccount = fc.constantFrom(...ACCOUNTS);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('transfer' as const),
    from: anyAccount,
    to: anyAccount,
    amount: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({ kind: fc.constant('touch' as const), account: anyAccount }),
);

describe('any history of transactions and plain writes, however many at once', () => {
  let fixture: DynamoDbFixture;
  let TableName: string;
  beforeAll(async () => {
    fixture = await DynamoDbFixture.open();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());

  const updateOf = (account: string, UpdateExpression: string, values: object, condition?: string): object => ({
    TableName,
    Key: { id: { S: account } },
    UpdateExpression,
    ExpressionAttributeValues: values,
    ...(condition && { ConditionExpression: condition }),
  });

  const take = async (step: Step): Promise<void> => {
    if (step.kind === 'touch') {
      await fixture.api.UpdateItem({ ...updateOf(step.account, 'ADD touched :one', { ':one': { N: '1' } }) });
      return;
    }
    const values = { ':n': { N: String(step.amount) } };
    const TransactItems = [
      { Update: updateOf(step.from, 'SET amount = amount - :n', values, 'amount >= :n') },
      { Update: updateOf(step.to, 'SET amount = amount + :n', values) },
    ];
    // Refused are a transfer to oneself, and one of more than there is.
    await fixture.api.TransactWriteItems({ TransactItems }).catch((error: unknown) => {
      const expected = step.from === step.to ? 'ValidationException' : 'TransactionCanceledException';
      expect(error).toMatchObject({ code: expected });
    });
  };

  it('replays from the stream to the table, and never shows more or less than there was', async () => {
    let tables = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyStep, { minLength: 1, maxLength: 6 }), { maxLength: 6 }),
        async (rounds) => {
          TableName = `table-${String((tables += 1))}`;
          await fixture.api.CreateTable({ ...TABLE, TableName });
          await fixture.api.TransactWriteItems({
            TransactItems: ACCOUNTS.map((id) => ({
              Put: { TableName, Item: { id: { S: id }, amount: { N: String(BEGINNING) } } },
            })),
          });
          for (const round of rounds) await Promise.all(round.map(take));

          const stream = fixture.dynamoDb.changeStreams.all().find(({ tableName }) => tableName === TableName);
          const replayed = new Map<string, Item>();
          for (const { dynamodb } of await recordsOf(stream)) {
            const id = String(dynamodb.Keys.id?.S);
            expect(dynamodb.OldImage).toEqual(replayed.get(id));
            replayed.set(id, dynamodb.NewImage ?? {});
          }
          const { Items } = (await fixture.api.Scan({ TableName })) as { Items: readonly Item[] };
          expect(Object.fromEntries(Items.map((one) => [String(one.id?.S), one]))).toEqual(
            Object.fromEntries(replayed),
          );
          const total = Items.reduce((sum, { amount }) => sum + Number(amount?.N), 0);
          expect(total).toBe(BEGINNING * ACCOUNTS.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});
