import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { placeByDay } from '@sales-cdc/partitioning';
import { NonEmptyString, UtcTimestamp } from '@sales-cdc/sales-event';
import { entityStream } from '@sales-cdc/stream-codec';
import { type Context, type FirehoseTransformationEvent } from 'aws-lambda';
import * as t from 'io-ts';
import { createTransformHandler } from './create-transform-handler.js';

const NOW_MS = Date.UTC(2026, 10, 23, 9);
const Order = t.strict({ order_id: NonEmptyString, placed_at: UtcTimestamp }, 'Order');
const entity = { stream: entityStream({ codec: Order, schemaVersion: 3 }), placement: placeByDay('placed_at') };

const recordOf = (image: object): string =>
  Buffer.from(
    JSON.stringify({
      eventID: 'e',
      eventName: 'INSERT',
      dynamodb: { ApproximateCreationDateTime: NOW_MS / 1000 - 4, SequenceNumber: '1', NewImage: image },
    }),
  ).toString('base64');

const setUp = () => {
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  const console = { log: print, info: print, warn: print, error: print, debug: print, trace: print };
  const logger = new Logger({ serviceName: 'orders-transform' });
  const metrics = new Metrics({ namespace: 'OrdersCdc', serviceName: 'orders-transform' });
  // Powertools writes through consoles of its own; the test reads what they write.
  for (const writer of [logger, metrics]) (writer as unknown as { console: object }).console = console;
  return { printed, handler: createTransformHandler(entity, { logger, metrics, now: () => NOW_MS }) };
};

const order = { order_id: { S: 'o-1' }, placed_at: { S: '2026-11-22T10:00:00Z' } };
const event = (data: readonly string[]): FirehoseTransformationEvent => ({
  invocationId: 'i',
  deliveryStreamArn: 'arn:aws:firehose:eu-west-1:000000000000:deliverystream/orders',
  region: 'eu-west-1',
  records: data.map((each, index) => ({ recordId: `r${index}`, approximateArrivalTimestamp: NOW_MS, data: each })),
});
const context = {
  functionName: 'orders',
  memoryLimitInMB: '512',
  awsRequestId: 'r',
  invokedFunctionArn: 'arn',
} as Context;

describe("the transform of another team's entity", () => {
  it('answers lines with the day of its own timestamp, and failures with their data, in order', async () => {
    const { handler } = setUp();
    const bad = recordOf({ ...order, placed_at: { S: 'yesterday' } });
    const { records } = await handler(event([bad, recordOf(order)]), context);
    expect(records).toMatchObject([
      { recordId: 'r0', result: 'ProcessingFailed', data: bad },
      { recordId: 'r1', result: 'Ok', metadata: { partitionKeys: { dt: '2026-11-22' } } },
    ]);
    const line = Buffer.from(records[1]?.data ?? '', 'base64').toString();
    expect(JSON.parse(line)).toMatchObject({ op: 'c', schema_version: 3, order_id: 'o-1' });
  });

  it('counts under its own namespace, and explains what it rejected', async () => {
    const { handler, printed } = setUp();
    await handler(event([recordOf({ order_id: { S: '' } }), recordOf(order)]), context);
    const counts = printed.find((line) => line.includes('OrdersCdc')) ?? '{}';
    expect(JSON.parse(counts)).toMatchObject({ Inserted: 1, Rejected: 1, RejectedInvalidItem: 1, CommitLag: 4000 });
    expect(printed.join('\n')).toContain('placed_at: is missing');
  });
});
