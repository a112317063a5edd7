import { oneOf, wholeBelow } from '../random/seeded-random.js';
import { oddMoment, oddNumber, oddText, oddValue, prototypeName } from './odd-values.js';
import { anyPlace, imageOf, objectOf } from './record-path.js';

type Random = () => number;

/** Changes a record in place, before it is written as JSON. */
export type RecordMutation = (random: Random, record: Record<string, unknown>) => void;

/** Sets an own member even where JavaScript would set the prototype. */
const setOwn = (holder: object, key: string, value: unknown): void =>
  void Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });

/** Mutations of the record as a document, by name. */
export const RECORD_MUTATIONS: Readonly<Record<string, RecordMutation>> = {
  'wrong type': (random, record) => {
    const { holder, key } = anyPlace(random, record);
    holder[key] = oddValue(random);
  },
  'member missing': (random, record) => {
    const { holder, key } = anyPlace(random, record);
    Reflect.deleteProperty(holder, key);
  },
  'member renamed': (random, record) => {
    const { holder, key } = anyPlace(random, record);
    holder[oneOf(random, [key.toUpperCase(), ` ${key}`, `${key}\u200b`, ''])] = holder[key];
    Reflect.deleteProperty(holder, key);
  },
  'odd number': (random, record) => {
    setOwn(imageOf(record), oneOf(random, ['quantity', 'unit_price', 'version']), { N: oddNumber(random) });
  },
  'odd moment': (random, record) => {
    setOwn(imageOf(record), 'creation_datetime', { S: oddMoment(random) });
  },
  'odd text': (random, record) => {
    setOwn(imageOf(record), oneOf(random, ['sale_id', 'product_name', 'category', 'currency', 'status']), {
      S: oddText(random),
    });
  },
  'odd stamp': (random, record) => {
    const holder = objectOf(record['dynamodb']);
    const name = oneOf(random, ['SequenceNumber', 'ApproximateCreationDateTime']);
    const odd = [oddNumber(random), Number(oddNumber(random)), 1e300, -1, '', '1'.repeat(60)];
    setOwn(holder, name, oneOf(random, odd));
  },
  'prototype names': (random, record) => {
    const { holder } = anyPlace(random, record);
    setOwn(holder, prototypeName(random), oneOf(random, [{ S: 'x' }, { polluted: true }, null, 'x', { N: '1' }]));
  },
  'unknown attributes': (random, record) => {
    const count = 1 + wholeBelow(random, 20);
    for (let number = 0; number < count; number++) setOwn(imageOf(record), `extra_${number}`, oddValue(random));
  },
};

/** Changes the bytes of a record's JSON. */
export type ByteMutation = (random: Random, json: Buffer) => Buffer;

/** So deep that the recursion of a careless reader ends in a stack overflow. */
const DEEPEST = 20_000;

/** An attribute in an image, written as text: JSON.stringify itself would not go so deep. */
const nested = (random: Random, json: Buffer): Buffer => {
  // Mostly shallow: what is deep is large, and a few of it tell as much as many.
  const depth = random() < 0.02 ? wholeBelow(random, DEEPEST) : wholeBelow(random, 60);
  const [open, close] = oneOf(random, [
    ['{"L":[', ']}'],
    ['{"M":{"a":', '}}'],
  ] as const);
  const value = `${open.repeat(depth)}{"S":"x"}${close.repeat(depth)}`;
  return Buffer.from(
    json.toString('latin1').replace(/"(New|Old)Image":\{/, (image) => `${image}"extra":${value},`),
    'latin1',
  );
};

/** Mutations of the record as bytes, by name. */
export const BYTE_MUTATIONS: Readonly<Record<string, ByteMutation>> = {
  'deep nesting': nested,
  truncated: (random, json) => json.subarray(0, wholeBelow(random, json.length)),
  'bad UTF-8': (random, json) => {
    const bytes = Buffer.from(json);
    bytes[wholeBelow(random, bytes.length)] = 0x80 + wholeBelow(random, 0x80);
    return bytes;
  },
  'byte changed': (random, json) => {
    const bytes = Buffer.from(json);
    bytes[wholeBelow(random, bytes.length)] = wholeBelow(random, 0x80);
    return bytes;
  },
  'random bytes': (random) =>
    Buffer.from(Array.from({ length: wholeBelow(random, 400) }, () => wholeBelow(random, 256))),
  'brackets only': (random) =>
    Buffer.from(oneOf(random, ['[', '{"a":']).repeat(random() < 0.05 ? 50_000 : wholeBelow(random, 2_000))),
  'other JSON': (random) =>
    Buffer.from(
      oneOf(random, ['null', '0', '-0', '1e999', '[]', '{}', '""', '"x"', 'true', '[{}]', '{"dynamodb":null}']),
    ),
  'two records': (_random, json) => Buffer.concat([json, Buffer.from('\n'), json]),
  'name twice': (_random, json) => Buffer.concat([Buffer.from('{"eventName":1,'), json.subarray(1)]),
};

/** Changes the base64 of a record. */
export type Base64Mutation = (random: Random, base64: string) => string;

/** Mutations of the record as base64, by name. */
export const BASE64_MUTATIONS: Readonly<Record<string, Base64Mutation>> = {
  'bad base64': (random, base64) => {
    const at = wholeBelow(random, base64.length + 1);
    return `${base64.slice(0, at)}${oneOf(random, ['*', '\n', '====', 'é', '-_', '\u0000', '🧾'])}${base64.slice(at)}`;
  },
  'base64 cut': (random, base64) => base64.slice(0, wholeBelow(random, base64.length + 1)),
  'no base64': (random) => oneOf(random, ['', '{}', 'not base64 at all', '=', '\ud800']),
};
