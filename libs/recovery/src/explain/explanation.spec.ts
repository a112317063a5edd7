import * as fc from 'fast-check';
import { explainer } from './explanation.js';
import { recordInText } from './read-records.js';
import { explainRecords } from './explain-records.js';

const NOW_MS = Date.parse('2026-11-23T08:00:00Z');

const SALE = {
  sale_id: { S: 's-1' },
  product_id: { S: 'P' },
  product_name: { S: 'Laptop' },
  quantity: { N: '1' },
  unit_price: { N: '2.5' },
  currency: { S: 'EUR' },
  status: { S: 'COMPLETED' },
  version: { N: '1' },
  creation_datetime: { S: '2026-11-22T08:00:00.000Z' },
};

const recordOf = (item: object): string =>
  JSON.stringify({
    eventID: 'e',
    eventName: 'INSERT',
    dynamodb: {
      SequenceNumber: '1',
      ApproximateCreationDateTime: 1,
      Keys: { sale_id: { S: 's-1' } },
      NewImage: item,
    },
  });

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const explain = explainer(NOW_MS);

describe('an explanation', () => {
  it("has one of the codec's sentences for each thing that is wrong", () => {
    const rawData = base64(recordOf({ ...SALE, quantity: { S: 'three' }, currency: { N: '1' } }));
    const { verdict, reason, saleId, eventName, details } = explain({ place: 'here', rawData });
    expect({ verdict, reason, saleId, eventName }).toEqual({
      verdict: 'rejected',
      reason: 'invalid-item',
      saleId: 's-1',
      eventName: 'INSERT',
    });
    expect(details).toHaveLength(2);
  });

  it('has the row and the partition of what would be accepted now, and what Firehose said', () => {
    const record = {
      place: 'here',
      rawData: base64(recordOf(SALE)),
      errorCode: 'Lambda.Timeout',
      errorMessage: 'slow',
    };
    expect(explain(record)).toMatchObject({
      verdict: 'accepted',
      details: [],
      partition: 'dt=2026-11-22',
      firehose: 'Lambda.Timeout: slow',
      row: expect.stringContaining('"sale_id":"s-1"') as string,
    });
  });

  it.each([
    ['text that is not base64', '%%%', 'the raw data is not base64'],
    ['nothing', '', 'the raw data is empty'],
  ])('says of %s what it is', (_, rawData, problem) => {
    expect(explain({ place: 'here', rawData })).toMatchObject({ verdict: 'unreadable', details: [problem] });
  });

  it('is there for any bytes', () =>
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const { verdict, details } = explain({ place: 'here', rawData: Buffer.from(bytes).toString('base64') });
        expect(verdict).toBe('rejected');
        expect(details.length).toBeGreaterThan(0);
      }),
    ));
});

describe('text that is to be explained', () => {
  const verdicts = async (...texts: readonly string[]) => {
    const all: string[] = [];
    const records = (async function* () {
      for (const text of texts) yield recordInText(text, 'here');
    })();
    const counts = await explainRecords(records, NOW_MS, ({ verdict, details }) => {
      all.push([verdict, ...details].join(': '));
    });
    return { all, counts };
  };

  it('may be base64, a line of the error output, or the record itself', async () => {
    const record = recordOf(SALE);
    const line = JSON.stringify({ errorCode: 'X', rawData: base64(record) });
    expect(await verdicts(` ${base64(record)}\n`, line, record)).toEqual({
      all: ['accepted', 'accepted', 'accepted'],
      counts: { accepted: 3, rejected: 0, unreadable: 0 },
    });
  });

  it('is unreadable, with the reason, when a line has no raw data or is cut short', async () => {
    const { all } = await verdicts('{"rawData":5}', '{"errorCode":"X","rawData":"eyJ');
    expect(all).toEqual(['unreadable: the line has no rawData', 'unreadable: the line is no JSON object']);
  });
});
