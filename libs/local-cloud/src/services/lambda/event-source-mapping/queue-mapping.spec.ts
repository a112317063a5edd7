import { MappingFixture } from '../testing/mapping-fixture.js';

describe('A mapping of a queue', () => {
  let fixture: MappingFixture;
  beforeEach(async () => {
    fixture = await MappingFixture.create();
  });
  afterEach(() => fixture[Symbol.asyncDispose]());

  it('deletes the messages that the function succeeded with', async () => {
    await fixture.send('one', 'two');
    const consumer = await fixture.queueConsumer();
    await consumer.poll();
    await consumer.settled();
    expect(fixture.texts.flat().sort()).toEqual(['one', 'two']);
    expect(fixture.batches[0]?.[0]).toMatchObject({
      eventSource: 'aws:sqs',
      awsRegion: 'eu-west-1',
      messageAttributes: {},
      attributes: { ApproximateReceiveCount: '1' },
    });
    expect(await consumer.pending()).toBe(0);
  });

  it('lets the messages of a failed batch come back after their visibility timeout', async () => {
    await fixture.send('one');
    const consumer = await fixture.queueConsumer();
    fixture.handler = () => {
      throw new Error('no');
    };
    await consumer.poll();
    await consumer.settled();
    expect(await fixture.bodiesIn('letters')).toEqual([]);
    fixture.clock.advance(30_000);
    expect(await fixture.bodiesIn('letters')).toEqual(['one']);
  });

  it('deletes those of a batch that the function did not report as failed', async () => {
    await fixture.send('good', 'bad');
    fixture.handler = (records) => ({
      batchItemFailures: records.filter(({ body }) => body === 'bad').map((one) => ({ itemIdentifier: one.messageId })),
    });
    const consumer = await fixture.queueConsumer({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    await consumer.poll();
    await consumer.settled();
    fixture.clock.advance(30_000);
    expect(await fixture.bodiesIn('letters')).toEqual(['bad']);
    expect(consumer.counts).toMatchObject({ delivered: 1, failed: 1 });
  });

  it('deletes what its filter does not take', async () => {
    await fixture.send('{"kind":"a"}', '{"kind":"b"}');
    const consumer = await fixture.queueConsumer({
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["a"]}}' }] },
    });
    await consumer.poll();
    await consumer.settled();
    expect(fixture.texts).toEqual([['{"kind":"a"}']]);
    expect(await consumer.pending()).toBe(0);
  });

  it('waits for a batch to fill until its window has passed', async () => {
    const consumer = await fixture.queueConsumer({ BatchSize: 20, MaximumBatchingWindowInSeconds: 5 });
    await fixture.send('one');
    await consumer.poll();
    expect(fixture.batches).toEqual([]);
    fixture.clock.advance(5_000);
    await consumer.poll();
    await consumer.settled();
    expect(fixture.texts).toEqual([['one']]);
  });
});
