import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { attempt, CutShort } from '../__fixtures__/cut-short.js';
import { MemoryStore } from '../__fixtures__/memory-store.js';
import { itemOf, NOW_MS } from '../__fixtures__/sales.js';
import { exportLocation } from './export-manifest.js';
import { exportSource } from './export-source.js';
import { runBackfill } from './run-backfill.js';

const FOLDER = 'AWSDynamoDB/01763985600000-0a1b2c3d';
const EXPORT_TIME = '2026-11-23T06:00:00.000Z';
const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('base64');

/** An export with these items in each of its files, as DynamoDB lays it out. */
const exportOf = (files: readonly (readonly object[])[], summary: object = {}): MemoryStore => {
  const store = new MemoryStore();
  const put = (name: string, body: Uint8Array | string) => store.objects.set(`${FOLDER}/${name}`, Buffer.from(body));
  const manifest = files.map((items, index) => {
    const body = gzipSync(items.map((Item) => `${JSON.stringify({ Item })}\n`).join(''));
    put(`data/${index}.json.gz`, body);
    return {
      itemCount: items.length,
      md5Checksum: md5(body),
      etag: 'e',
      dataFileS3Key: `${FOLDER}/data/${index}.json.gz`,
    };
  });
  put('manifest-files.json', manifest.map((line) => `${JSON.stringify(line)}\n`).join(''));
  put(
    'manifest-summary.json',
    JSON.stringify({
      version: '2020-06-30',
      exportArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/sales-dev/export/01763985600000-0a1b2c3d',
      tableArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/sales-dev',
      exportTime: EXPORT_TIME,
      manifestFilesS3Key: `${FOLDER}/manifest-files.json`,
      itemCount: files.flat().length,
      outputFormat: 'DYNAMODB_JSON',
      exportType: 'FULL_EXPORT',
      ...summary,
    }),
  );
  return store;
};

const location = exportLocation(`s3://exports/${FOLDER}`);
const sourceOf = (store: MemoryStore) => exportSource({ store, location, tableName: 'sales-dev' });
const items = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => itemOf(`s-${from + index}`, { product_name: { S: 'a\u2028b\r' } }));
const linesOf = (store: MemoryStore) => Object.values(store.lines('sales/')).flat();

describe('A backfill from an export', () => {
  it('writes every item as it was at the time of the export', async () => {
    const exported = exportOf([items(0, 3), items(3, 5), []]);
    const lake = new MemoryStore();
    const result = await runBackfill({
      id: 'x',
      source: await sourceOf(exported),
      store: lake,
      bucket: 'lake',
      nowMs: () => NOW_MS,
    });
    expect(result).toMatchObject({ items: 5, rows: 5, refused: 0, segments: 3, segmentsDone: 3 });
    const rows = linesOf(lake).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows).toHaveLength(5);
    for (const row of rows)
      expect(row).toMatchObject({
        op: 'r',
        committed_at: '2026-11-23 06:00:00.000',
        sequence_number: String(Date.parse(EXPORT_TIME)).padStart(40, '0'),
        product_name: 'a\u2028b\r',
      });
  });

  it.each([
    ['has no summary', (s: MemoryStore) => s.objects.delete(`${FOLDER}/manifest-summary.json`), /There is no finished/],
    ['has no manifest', (s: MemoryStore) => s.objects.delete(`${FOLDER}/manifest-files.json`), /There is no finished/],
    [
      'misses a file',
      (s: MemoryStore) => s.objects.delete(`${FOLDER}/data/1.json.gz`),
      /cut short: .*1.json.gz is not/,
    ],
    [
      'has a file cut short',
      (s: MemoryStore) => s.objects.set(`${FOLDER}/data/1.json.gz`, gzipSync('{"Item":{}}\n').subarray(0, 15)),
      /damaged: .*1.json.gz is no sound gzip/,
    ],
    [
      'has a file with fewer items',
      (s: MemoryStore) => s.objects.set(`${FOLDER}/data/1.json.gz`, gzipSync('{"Item":{}}\n')),
      /cut short: .*1.json.gz has 1 items, its manifest says 2/,
    ],
    [
      'has a file with other items',
      (s: MemoryStore) => s.objects.set(`${FOLDER}/data/1.json.gz`, gzipSync('{"Item":{}}\n{"Item":{}}\n')),
      /damaged: .*1.json.gz has another MD5/,
    ],
    [
      'has a file of something else',
      (s: MemoryStore) => s.objects.set(`${FOLDER}/data/1.json.gz`, gzipSync('hello\n')),
      /damaged: .*1.json.gz has a line without an Item/,
    ],
  ])('is refused before anything is written when it %s', async (_, harm, sentence) => {
    const exported = exportOf([items(0, 3), items(3, 5)]);
    harm(exported);
    await expect(sourceOf(exported)).rejects.toThrow(sentence);
  });

  it.each([
    ['fewer items than it says', { itemCount: 6 }, /cut short: it says 6 items, its files have 5/],
    ['an increment', { exportType: 'INCREMENTAL_EXPORT' }, /only FULL_EXPORT in DYNAMODB_JSON is read/],
    ['another format', { outputFormat: 'ION' }, /only FULL_EXPORT in DYNAMODB_JSON is read/],
    [
      'another table',
      { tableArn: 'arn:aws:dynamodb:eu-west-1:0:table/orders' },
      /is of the table orders, not of sales/,
    ],
  ])('is refused when it has %s', async (_, summary, sentence) => {
    await expect(sourceOf(exportOf([items(0, 3), items(3, 5)], summary))).rejects.toThrow(sentence);
  });

  it('is found by its folder or by its manifest, and by nothing else', () => {
    expect(exportLocation(`s3://exports/${FOLDER}/manifest-summary.json`)).toEqual(location);
    expect(exportLocation(`s3://exports/${FOLDER}/`)).toEqual(location);
    expect(() => exportLocation('exports/here')).toThrow(/is no export: write it like s3:/);
  });

  it('goes on where it was cut short, and writes every item once', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(9), { maxLength: 3 }),
        fc.nat(25),
        fc.boolean(),
        async (sizes, call, hasEffect) => {
          const exported = exportOf(sizes.map((size, file) => items(file * 10, file * 10 + size)));
          const lake = new MemoryStore();
          const run = async (short: CutShort) =>
            runBackfill({
              id: 'x',
              source: await sourceOf(exported),
              store: short.over(lake),
              bucket: 'lake',
              nowMs: () => NOW_MS,
              chunkItems: 2,
            });
          await attempt(() => run(new CutShort({ call, hasEffect })));
          await run(new CutShort(undefined));
          const ids = linesOf(lake).map((line) => (JSON.parse(line) as { sale_id: string }).sale_id);
          expect(ids.sort()).toEqual(
            sizes
              .flatMap((size, file) => items(file * 10, file * 10 + size))
              .map((item) => (item['sale_id'] as { S: string }).S)
              .sort(),
          );
        },
      ),
      { numRuns: 60 },
    ));
});
