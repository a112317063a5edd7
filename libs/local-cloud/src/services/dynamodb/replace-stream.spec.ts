import type { ChangeStream } from './change-stream.js';
import { DynamoDbFixture, idsOf, recordsOf } from './testing/dynamodb-fixture.js';

const TableName = 'sales';
const HOUR_MS = 60 * 60 * 1000;
const ENABLED = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' };

let fixture: DynamoDbFixture;
beforeEach(async () => {
  fixture = await DynamoDbFixture.open();
  await fixture.createTable({ StreamSpecification: ENABLED });
});
afterEach(() => fixture[Symbol.asyncDispose]());

const set = (
  StreamSpecification: object,
): Promise<{ readonly TableDescription: { readonly LatestStreamArn?: string } }> =>
  fixture.api.UpdateTable({ TableName, StreamSpecification });
const put = (id: string): Promise<unknown> => fixture.put(id);
const idsIn = async (stream: ChangeStream | undefined): Promise<readonly unknown[]> => idsOf(await recordsOf(stream));

describe('a stream that is disabled', () => {
  it('can be read for another 24 hours, also after a restart, and takes no changes', async () => {
    await put('a');
    await set({ StreamEnabled: false });
    await put('b');
    expect((await fixture.api.DescribeTable({ TableName })).Table.StreamSpecification).toBeUndefined();
    await fixture.reopen();
    const [former] = fixture.dynamoDb.changeStreams.all();
    expect(former?.closedAtMs).toBe(fixture.clock.now());
    expect(await idsIn(former)).toEqual(['a']);
    fixture.clock.advance(24 * HOUR_MS + 1);
    await fixture.dynamoDb.start?.();
    await fixture.reopen();
    expect(fixture.dynamoDb.changeStreams.all()).toEqual([]);
  });

  it('gives way to a new one of another ARN, whose sequence numbers are above its own', async () => {
    const [former] = fixture.dynamoDb.changeStreams.all();
    await put('a');
    await set({ StreamEnabled: false });
    const { LatestStreamArn } = (await set(ENABLED)).TableDescription;
    expect(LatestStreamArn).not.toBe(former?.arn);
    await put('b');
    await fixture.reopen();
    const stream = fixture.dynamoDb.changeStreams.find(LatestStreamArn ?? '');
    expect(await idsIn(stream)).toEqual(['b']);
    expect(stream?.latest).toBeGreaterThan(former?.latest ?? Infinity);
    expect(fixture.dynamoDb.changeStreams.all()).toHaveLength(2);
  });

  it('is neither disabled nor enabled twice, nor changed by two at once', async () => {
    await expect(set(ENABLED)).rejects.toMatchObject({ code: 'ValidationException' });
    const both = await Promise.allSettled([set({ StreamEnabled: false }), set({ StreamEnabled: false })]);
    expect(both).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'ResourceInUseException' } }]);
    await expect(set({ StreamEnabled: false })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('holds each change whose write ended before it was closed, and a new one each that began after it was opened', async () => {
    const puts = (prefix: string): Promise<unknown>[] =>
      Array.from({ length: 100 }, (_, index) => put(`${prefix}${String(index)}`));
    const [former] = fixture.dynamoDb.changeStreams.all();
    await Promise.all(puts('early'));
    await Promise.all([...puts('at once'), set({ StreamEnabled: false })]);
    await Promise.all(puts('between'));
    await Promise.all([...puts('again at once'), set(ENABLED)]);
    await Promise.all(puts('late'));
    const [stream] = fixture.dynamoDb.changeStreams.all();
    const of = (ids: readonly unknown[], prefix: string): number =>
      ids.filter((id) => String(id).startsWith(prefix)).length;
    const [before, after] = [await idsIn(former), await idsIn(stream)];
    expect([of(before, 'early'), of(before, 'between'), of(before, 'late')]).toEqual([100, 0, 0]);
    expect([of(after, 'early'), of(after, 'between'), of(after, 'late')]).toEqual([0, 0, 100]);
  });

  it('stays when its table is deleted, for the rest of its 24 hours', async () => {
    await set({ StreamEnabled: false });
    await fixture.api.DeleteTable({ TableName });
    expect(fixture.dynamoDb.changeStreams.all()).toHaveLength(1);
  });
});
