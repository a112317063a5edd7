import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SALE_SCHEMA_VERSION, Sale, Text } from '@sales-cdc/sales-event';
import { entityStream, firehoseTransform, recordReader, saleStream } from '@sales-cdc/stream-codec';
import { right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { glueColumns } from '../glue-columns.js';
import { incompatibilities } from './incompatibilities.js';
import { salesTableShape, tableShape } from './table-shape.js';

// The steps of docs/add-a-field.md, done to a copy of the sale.
const NEXT_VERSION = SALE_SCHEMA_VERSION + 1;
const withMember = (member: t.HasProps) =>
  entityStream({ codec: t.intersection([Sale, member]), schemaVersion: NEXT_VERSION });
const nextStream = withMember(t.partial({ coupon: Text }));

const item = (more: Readonly<Record<string, unknown>>) => ({
  sale_id: { S: 's-1' },
  product_id: { S: 'p-1' },
  product_name: { S: 'Laptop' },
  quantity: { N: '1' },
  unit_price: { N: '9.99' },
  currency: { S: 'EUR' },
  status: { S: 'COMPLETED' },
  version: { N: '1' },
  creation_datetime: { S: '2026-11-23T10:00:00.000Z' },
  ...more,
});

const recordOf = (image: unknown): string =>
  Buffer.from(
    JSON.stringify({
      eventID: 'e-1',
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: '1'.padEnd(21, '0'), ApproximateCreationDateTime: 1_763_892_000, NewImage: image },
    }),
  ).toString('base64');

const place = () => () => right({ dt: '2026-11-23' });

const lineOf = (stream: typeof nextStream, image: unknown): Record<string, unknown> => {
  const outcome = recordReader(stream, place)(0)(recordOf(image));
  if (outcome._tag === 'Left') throw new Error(outcome.left.details.join(' '));
  return JSON.parse(outcome.right.line) as Record<string, unknown>;
};

describe('Adding a field to the sale', () => {
  it('before: an attribute that the schema does not know is kept as it came', () => {
    const outcome = recordReader(saleStream, place)(0)(recordOf(item({ coupon: { S: 'SPRING' } })));
    const line = outcome._tag === 'Right' ? (JSON.parse(outcome.right.line) as Record<string, unknown>) : {};
    expect(line).toMatchObject({ schema_version: SALE_SCHEMA_VERSION, unrecognised: '{"coupon":"SPRING"}' });
  });

  it('gives the table its column, in the line and in the image before', () => {
    const columns = glueColumns(nextStream.columns);
    expect(columns).toContainEqual({ name: 'coupon', type: 'string', comment: 'text; optional' });
    expect(columns.find(({ name }) => name === 'before')?.type).toContain('coupon:string');
  });

  it('gives the transform’s lines the value, under the new schema version', () => {
    expect(lineOf(nextStream, item({ coupon: { S: 'SPRING' } }))).toMatchObject({
      schema_version: NEXT_VERSION,
      coupon: 'SPRING',
      unrecognised: null,
    });
  });

  it('takes items from before the field as they are', () => {
    expect(lineOf(nextStream, item({}))).toMatchObject({ coupon: null });
    const { answers } = firehoseTransform(nextStream, place)([{ recordId: '1', data: recordOf(item({})) }], 0);
    expect(answers.map(({ result }) => result)).toEqual(['Ok']);
  });

  it('passes the check when the field is optional and the version was raised', () => {
    const released = tableShape(entityStream({ codec: Sale, schemaVersion: SALE_SCHEMA_VERSION }), SALE_SCHEMA_VERSION);
    expect(incompatibilities(released, tableShape(nextStream, NEXT_VERSION))).toEqual([]);
    expect(incompatibilities(released, tableShape(nextStream, SALE_SCHEMA_VERSION))).toHaveLength(1);
    expect(incompatibilities(released, tableShape(withMember(t.type({ coupon: Text })), NEXT_VERSION))).toEqual([
      'coupon must not be required: items and lines from before have none. Make it optional.',
    ]);
  });

  it('is described with the names that the code has', () => {
    const guide = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'add-a-field.md'), 'utf8');
    for (const name of ['SALE_SCHEMA_VERSION', 'lake-table:compat', 'infra:golden', 't.partial', 'unrecognised'])
      expect(guide).toContain(name);
    expect(salesTableShape().schemaVersion).toBe(SALE_SCHEMA_VERSION);
  });
});
