import { right } from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { anyNearItem, anyRecord, base64Json, laptop, streamRecord } from './__fixtures__/any-record.js';
import { type FirehoseRecord } from './firehose.js';
import { firehoseTransform, MAX_ANSWER_BYTES } from './firehose-transform.js';
import { saleItem, saleStream } from './sale-stream.js';

const AT_MS = Date.UTC(2026, 10, 23);
const place = () => (sale: typeof laptop) => right({ dt: sale.creation_datetime.slice(0, 10) });
const transform = firehoseTransform(saleStream, place);
const numbered = (data: readonly string[]): FirehoseRecord[] =>
  data.map((each, index) => ({ recordId: `record-${index}`, data: each }));

const anyData = fc.oneof(
  anyRecord.map(base64Json),
  anyNearItem.map((image) => base64Json(streamRecord({ eventName: 'INSERT', image }))),
  anyNearItem.map((image) => base64Json(streamRecord({ eventName: 'MODIFY', image, before: image }))),
  fc.jsonValue().map(base64Json),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  fc.tuple(anyRecord, fc.nat()).map(([record, at]) => {
    const bytes = Buffer.from(JSON.stringify(record));
    bytes[at % bytes.length] = at % 256;
    return bytes.toString('base64');
  }),
  fc.string(),
);

const textOf = (data: string): string => Buffer.from(data, 'base64').toString();

describe('firehoseTransform', () => {
  it('answers any input at all exactly once and in order, Ok with one line or ProcessingFailed with the original', () => {
    fc.assert(
      fc.property(fc.array(anyData, { maxLength: 8 }), (data) => {
        const records = numbered(data);
        const { answers, outcomes } = transform(records, AT_MS);
        expect(answers.map(({ recordId }) => recordId)).toEqual(records.map(({ recordId }) => recordId));
        answers.forEach((answer, index) => {
          if (answer.result === 'ProcessingFailed') {
            expect(answer.data).toBe(data[index]);
            const outcome = outcomes[index];
            expect(outcome?._tag === 'Left' ? outcome.left.details.length : 0).toBeGreaterThan(0);
            return;
          }
          const line = textOf(answer.data);
          expect(line.indexOf('\n')).toBe(line.length - 1);
          expect(Object.keys(JSON.parse(line) as object)).toEqual(saleStream.columns.map(({ name }) => name));
          expect(answer.metadata.partitionKeys['dt']).toMatch(/^\d{4}-\d\d-\d\d$/);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('accepts every change of every sale whose total fits, and the line holds the sale', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { answers, outcomes } = transform(numbered([base64Json(record)]), AT_MS);
        const image = record.dynamodb.NewImage ?? record.dynamodb.OldImage;
        const [answer] = answers;
        if (answer?.result !== 'Ok') {
          expect(outcomes[0]).toMatchObject({ left: { details: [expect.stringMatching(/^total_amount: /)] } });
          return;
        }
        expect(JSON.parse(textOf(answer.data))).toMatchObject({
          sale_id: (image as { sale_id: { S: string } }).sale_id.S,
        });
      }),
    );
  });

  it('never answers with more than its limit, however records grow, and gives back what has no room', () => {
    const growing = fc.array(fc.constantFrom('"', '\\', '\u0001', 'a', '€'), { maxLength: 200 }).map((characters) =>
      base64Json(
        streamRecord({
          eventName: 'INSERT',
          image: { ...saleItem.encode(laptop), drift: { S: characters.join('').repeat(8) } },
        }),
      ),
    );
    fc.assert(
      fc.property(fc.array(growing, { maxLength: 12 }), fc.integer({ min: 0, max: 30_000 }), (data, room) => {
        const records = numbered(data);
        const asFailed = { records: records.map((record) => ({ ...record, result: 'ProcessingFailed' })) };
        const limit = JSON.stringify(asFailed).length + room;
        const { answers } = firehoseTransform(saleStream, place, limit)(records, AT_MS);
        expect(JSON.stringify({ records: answers }).length).toBeLessThanOrEqual(limit);
        answers.forEach((answer, index) => {
          if (answer.result === 'ProcessingFailed') expect(answer.data).toBe(data[index]);
        });
      }),
    );
  });

  it('accepts a full buffer of 3 MB of ordinary changes', () => {
    const data = base64Json(streamRecord({ eventName: 'INSERT', image: saleItem.encode(laptop) }));
    const records = numbered(Array.from({ length: Math.floor(3_000_000 / ((data.length * 3) / 4)) }, () => data));
    const { answers } = transform(records, AT_MS);
    expect(answers.filter(({ result }) => result !== 'Ok')).toEqual([]);
    expect(JSON.stringify({ records: answers }).length).toBeLessThan(MAX_ANSWER_BYTES);
  });

  it.each([
    ['an empty record', ''],
    ['JSON a hundred thousand levels deep', Buffer.from('['.repeat(100_000)).toString('base64')],
    ['closed JSON of that depth', Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)).toString('base64')],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('base64')],
  ])('gives back %s', (_, data) => {
    expect(transform(numbered([data]), AT_MS).answers).toEqual([
      { recordId: 'record-0', result: 'ProcessingFailed', data },
    ]);
  });

  it('gives back an attribute nested deeper than DynamoDB allows, and keeps one as deep as it does', () => {
    const nested = (levels: number): string => `${'{"L":['.repeat(levels)}{"S":"x"}${']}'.repeat(levels)}`;
    const answerTo = (levels: number): string | undefined => {
      const image = JSON.stringify({ ...saleItem.encode(laptop), deep: 0 }).replace(
        '"deep":0',
        `"deep":${nested(levels)}`,
      );
      const json = JSON.stringify(streamRecord({ eventName: 'INSERT', image: {} })).replace(
        '"NewImage":{}',
        `"NewImage":${image}`,
      );
      return transform(numbered([Buffer.from(json).toString('base64')]), AT_MS).answers[0]?.result;
    };
    expect([answerTo(31), answerTo(33), answerTo(50_000)]).toEqual(['Ok', 'ProcessingFailed', 'ProcessingFailed']);
  });

  it('keeps a replacement character that somebody really wrote', () => {
    const image = { ...saleItem.encode(laptop), product_name: { S: 'a\uFFFDb' } };
    const { answers } = transform(numbered([base64Json(streamRecord({ eventName: 'INSERT', image }))]), AT_MS);
    expect(textOf(answers[0]?.data ?? '')).toContain('"product_name":"a\uFFFDb"');
  });
});
