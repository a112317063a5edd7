import { REJECTED_SALES } from '@sales-cdc/lake-table';
import { ViewLake } from './view-lake.js';

const ARRIVED_MS = Date.UTC(2026, 10, 23, 10, 0, 0, 250);

/** A line of the error output as Firehose writes it. */
const errorLine = (rawData: string, more: Readonly<Record<string, unknown>> = {}): string =>
  `${JSON.stringify({
    attemptsMade: 1,
    arrivalTimestamp: ARRIVED_MS,
    errorCode: 'Lambda.ProcessingFailedStatus',
    errorMessage: 'ProcessingFailed status set for record',
    attemptEndingTimestamp: ARRIVED_MS + 1000,
    rawData,
    lambdaARN: 'arn:aws:lambda:us-east-1:000000000000:function:sales-transform-dev',
    ...more,
  })}\n`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const RECORD = JSON.stringify({
  eventID: 'e-1',
  eventName: 'INSERT',
  dynamodb: { Keys: { sale_id: { S: 'broken-1' } }, SequenceNumber: '100000000000000000042' },
});

describe('The view rejected_sales', () => {
  let lake: ViewLake;
  beforeAll(async () => {
    lake = await ViewLake.open();
  }, 60_000);
  afterAll(() => lake[Symbol.asyncDispose]());

  const rejected = () => lake.query(`SELECT * FROM ${REJECTED_SALES.name} ORDER BY arrived_at, raw_data`);

  it('tells which sale was rejected, when, why, and with what data', async () => {
    await lake.hold({ 'errors/processing-failed/dt=2026-11-23/a.gz': errorLine(base64(RECORD)) });
    expect(await rejected()).toEqual([
      {
        sale_id: 'broken-1',
        event_name: 'INSERT',
        event_id: 'e-1',
        sequence_number: '100000000000000000042'.padStart(40, '0'),
        error_code: 'Lambda.ProcessingFailedStatus',
        error_message: 'ProcessingFailed status set for record',
        attempts: '1',
        arrived_at: '2026-11-23 10:00:00.250',
        rejected_at: '2026-11-23 10:00:01.250',
        record: RECORD,
        raw_data: base64(RECORD),
      },
    ]);
  });

  it('counts a record that was rejected twice once, by its last error', async () => {
    await lake.hold({
      'errors/processing-failed/dt=2026-11-23/a.gz': errorLine(base64(RECORD)),
      'errors/processing-failed/dt=2026-11-23/b.gz': errorLine(base64(RECORD), {
        errorCode: 'Lambda.FunctionError',
        attemptEndingTimestamp: ARRIVED_MS + 9000,
      }),
    });
    expect((await rejected()).map(({ error_code }) => error_code)).toEqual(['Lambda.FunctionError']);
  });

  it('holds what is no stream record too, from every folder of errors', async () => {
    await lake.hold({
      'errors/processing-failed/dt=2026-11-23/a.gz': errorLine('%%%'),
      'errors/activePartitionExceeded/dt=2026-11-23/b.gz': errorLine(base64('{"eventName":')),
    });
    expect((await rejected()).map(({ raw_data, record, sale_id }) => [raw_data, record, sale_id])).toEqual([
      ['%%%', undefined, undefined],
      [base64('{"eventName":'), '{"eventName":', undefined],
    ]);
  });
});
