import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { type Context, type KinesisStreamEvent } from 'aws-lambda';
import { aSale, streamRecord } from './__fixtures__/sales.js';
import { MemoryStore } from './__fixtures__/memory-store.js';
import { createHandler } from './handler.js';
import { type Notification } from './notification.js';
import { readThresholds } from './thresholds.js';

const context = { awsRequestId: 'request', functionName: 'alerts', getRemainingTimeInMillis: () => 60_000 } as Context;

const eventOf = (data: readonly unknown[]) =>
  ({
    Records: data.map((each, index) => ({
      kinesis: {
        sequenceNumber: `n${index}`,
        data: Buffer.from(typeof each === 'string' ? each : JSON.stringify(each)).toString('base64'),
      },
    })),
  }) as unknown as KinesisStreamEvent;

const setUp = () => {
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  const console = { log: print, info: print, warn: print, error: print, debug: print, trace: print };
  const logger = new Logger({ serviceName: 'test' });
  // Powertools writes through a console of its own; the test reads what it writes.
  (logger as unknown as { console: object }).console = console;
  const metrics = new Metrics({ namespace: 'Test', serviceName: 'test', logger: console });
  (metrics as unknown as { console: object }).console = console;
  const published: Notification[] = [];
  const broken = new Set<string>();
  const seen = new MemoryStore();
  const handler = createHandler({
    thresholds: readThresholds('{"EUR":"2000"}'),
    seen,
    publish: async (notification) => {
      const id = notification.MessageAttributes['sale_id']?.StringValue ?? '';
      if (broken.has(id)) throw new Error('SNS is away.');
      published.push(notification);
      return `message-${published.length}`;
    },
    logger,
    metrics,
  });
  return {
    handle: (...data: readonly unknown[]) => handler(eventOf(data), context),
    publishedOf: () => published.map(({ MessageAttributes }) => MessageAttributes['sale_id']?.StringValue),
    broken,
    seen,
    printed: () => printed.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
};

const insert = (sale_id: string, quantity = 3) =>
  streamRecord(`event-${sale_id}`, 'INSERT', aSale({ sale_id, quantity }));

describe('a batch', () => {
  it('is told of sale by sale, and no more than that', async () => {
    const { handle, publishedOf, printed } = setUp();
    const lifted = streamRecord('u', 'MODIFY', aSale({ sale_id: 'lifted' }), aSale({ sale_id: 'lifted', quantity: 1 }));
    const deleted = streamRecord('d', 'REMOVE', aSale({ sale_id: 'deleted' }));
    const refunded = streamRecord('r', 'MODIFY', aSale({ sale_id: 'refunded', status: 'REFUNDED' }), aSale());
    const answer = await handle(insert('high'), insert('low', 2), insert('return', -30), lifted, deleted, refunded);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(publishedOf()).toEqual(['high', 'lifted']);
    expect(printed().at(-1)).toMatchObject({ AlertsPublished: 2, AlertRecordsSkipped: 0, AlertRecordsFailed: 0 });
  });

  it('passes over what is no sale, counts it and goes on', async () => {
    const { handle, publishedOf, printed } = setUp();
    const noSale = { ...insert('x'), dynamodb: { ...insert('x').dynamodb, NewImage: { sale_id: { S: 'x' } } } };
    expect(await handle('no json', { eventName: 'INSERT' }, noSale, insert('high'))).toEqual({ batchItemFailures: [] });
    expect(publishedOf()).toEqual(['high']);
    expect(printed()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ AlertsPublished: 1, AlertRecordsSkipped: 3 }),
        expect.objectContaining({ reasons: { 'not-json': 1, 'not-a-stream-record': 1, 'invalid-item': 1 } }),
      ]),
    );
  });

  it('that comes again is not told again', async () => {
    const { handle, publishedOf, printed, seen } = setUp();
    await handle(insert('a'), insert('b'));
    expect(await handle(insert('a'), insert('b'), insert('b'), insert('c'))).toEqual({ batchItemFailures: [] });
    expect(publishedOf()).toEqual(['a', 'b', 'c']);
    expect(printed().at(-1)).toMatchObject({ AlertsPublished: 1 });
    expect(seen.completed).toBe(3);
  });

  it('ends at the first alert that cannot be published; all behind it come again, in order', async () => {
    const { handle, publishedOf, broken, printed, seen } = setUp();
    broken.add('b');
    const batch = [insert('a'), insert('b'), insert('c'), insert('d', 1)];
    expect(await handle(...batch)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'n1' }, { itemIdentifier: 'n2' }, { itemIdentifier: 'n3' }],
    });
    expect(publishedOf()).toEqual(['a']);
    expect(seen.completed).toBe(1);
    expect(printed().filter(({ level }) => level === 'ERROR')).toEqual([
      expect.objectContaining({ message: 'an alert could not be published' }),
    ]);
    broken.clear();
    expect(await handle(...batch.slice(1))).toEqual({ batchItemFailures: [] });
    expect(publishedOf()).toEqual(['a', 'b', 'c']);
  });

  it('of which nothing could be published is answered, not thrown: Lambda learns where to go on', async () => {
    const { handle, broken } = setUp();
    broken.add('a');
    expect(await handle(insert('a'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'n0' }] });
  });

  it('waits for another invocation that is at the same alert', async () => {
    const { handle, seen, publishedOf } = setUp();
    await handle(insert('a'));
    seen.reopen();
    expect(await handle(insert('a'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'n0' }] });
    expect(publishedOf()).toEqual(['a']);
  });
});
