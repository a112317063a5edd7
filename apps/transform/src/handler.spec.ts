import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { saleItem } from '@sales-cdc/stream-codec';
import { Sale } from '@sales-cdc/sales-event';
import { type Context, type FirehoseTransformationEvent } from 'aws-lambda';
import { createHandler } from './handler.js';

const NOW_MS = Date.UTC(2026, 10, 23, 9);

const itemOn = (day: string) => {
  const decoded = Sale.decode({
    sale_id: 's-1',
    product_id: 'p-1',
    product_name: 'Laptop',
    quantity: 1,
    unit_price: '999.90',
    currency: 'EUR',
    status: 'COMPLETED',
    version: 1,
    creation_datetime: `${day}T08:00:00Z`,
  });
  if (decoded._tag === 'Left') throw new Error('The sale of this test is no sale.');
  return saleItem.encode(decoded.right);
};

const change = (eventName: string, day: string, committedAtMs = NOW_MS - 4000): string =>
  base64({
    eventID: 'e',
    eventName,
    dynamodb: {
      ApproximateCreationDateTime: committedAtMs / 1000,
      SequenceNumber: '1',
      NewImage: itemOn(day),
      OldImage: itemOn(day),
    },
  });

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

const eventOf = (data: readonly string[]): FirehoseTransformationEvent => ({
  invocationId: 'i',
  deliveryStreamArn: 'arn:aws:firehose:eu-west-1:000000000000:deliverystream/sales',
  region: 'eu-west-1',
  records: data.map((each, index) => ({ recordId: `r${index}`, approximateArrivalTimestamp: NOW_MS, data: each })),
});

const context = {
  functionName: 'transform',
  memoryLimitInMB: '512',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:transform',
  awsRequestId: 'request',
} as Context;

const setUp = () => {
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  const console = { log: print, info: print, warn: print, error: print, debug: print, trace: print };
  const logger = new Logger({ serviceName: 'test' });
  // Powertools writes through a console of its own; the test reads what it writes.
  (logger as unknown as { console: object }).console = console;
  const metrics = new Metrics({ namespace: 'Test', serviceName: 'test', logger: console });
  (metrics as unknown as { console: object }).console = console;
  const handler = createHandler({ logger, metrics, now: () => NOW_MS });
  return { handler, printed: () => printed.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('the transform', () => {
  it('answers every record once and in order, each with the partition of its own day', async () => {
    const { handler } = setUp();
    const event = eventOf([change('INSERT', '2026-11-23'), base64('no sale'), change('REMOVE', '2010-01-01')]);
    const { records } = await handler(event, context);
    expect(records).toEqual([
      {
        recordId: 'r0',
        result: 'Ok',
        data: expect.any(String) as string,
        metadata: { partitionKeys: { dt: '2026-11-23' } },
      },
      { recordId: 'r1', result: 'ProcessingFailed', data: base64('no sale') },
      {
        recordId: 'r2',
        result: 'Ok',
        data: expect.any(String) as string,
        metadata: { partitionKeys: { dt: '2010-01-01' } },
      },
    ]);
  });

  it('rejects a sale of a day that no query would see', async () => {
    const { handler, printed } = setUp();
    const { records } = await handler(
      eventOf([change('INSERT', '2026-11-25'), change('INSERT', '2009-12-31')]),
      context,
    );
    expect(records.map(({ result }) => result)).toEqual(['ProcessingFailed', 'ProcessingFailed']);
    expect(printed()[0]).toMatchObject({ Rejected: 2, RejectedNoPartition: 2 });
    expect(printed()[1]).toMatchObject({
      message: 'rejected records',
      count: 2,
      rejections: [
        {
          recordId: 'r0',
          reason: 'no-partition',
          details: [
            'creation_datetime: must be a day from 2010-01-01 to 2026-11-24, which the table holds, got 2026-11-25',
          ],
        },
        { recordId: 'r1' },
      ],
    });
  });

  it('counts what happened and how late, in one metric line', async () => {
    const { handler, printed } = setUp();
    const day = '2026-11-23';
    await handler(
      eventOf([
        change('INSERT', day),
        change('MODIFY', day, NOW_MS - 9000),
        change('REMOVE', day),
        change('INSERT', day),
      ]),
      context,
    );
    expect(printed()).toHaveLength(1);
    expect(printed()[0]).toMatchObject({ Inserted: 2, Updated: 1, Deleted: 1, Rejected: 0, CommitLag: 9000 });
  });

  it('takes a commit ahead of its own clock for no lag', async () => {
    const { handler, printed } = setUp();
    await handler(eventOf([change('INSERT', '2026-11-23', NOW_MS + 2000)]), context);
    expect(printed()[0]).toMatchObject({ CommitLag: 0 });
  });

  it('explains no more than ten rejections of a batch', async () => {
    const { handler, printed } = setUp();
    await handler(eventOf(Array.from({ length: 25 }, () => '!')), context);
    expect(printed()[1]).toMatchObject({ count: 25, rejections: { length: 10 } });
  });

  it('answers an empty batch', async () => {
    const { handler } = setUp();
    expect(await handler(eventOf([]), context)).toEqual({ records: [] });
  });
});
