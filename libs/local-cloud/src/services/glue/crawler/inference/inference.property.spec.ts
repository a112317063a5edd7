import fc from 'fast-check';
import { BIGINT, BOOLEAN, DOUBLE, glueTypeOf, INT, mergeTypes, NULL, STRING, type JsonType } from './json-type.js';
import { readFields } from './read-fields.js';
import { splitValues } from './split-values.js';

const { type: anyType } = fc.letrec<{ type: JsonType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(NULL, BOOLEAN, INT, BIGINT, DOUBLE, STRING),
    tie('type').map((element): JsonType => ({ kind: 'array', element })),
    fc
      .dictionary(fc.constantFrom('a', 'b', 'c'), tie('type'))
      .map((fields): JsonType => ({ kind: 'struct', fields: new Map(Object.entries(fields).sort()) })),
  ),
}));

/** The type with its fields in alphabetical order. */
const ordered = (type: JsonType): JsonType => {
  if (type.kind === 'array') return { kind: 'array', element: ordered(type.element) };
  if (type.kind !== 'struct') return type;
  const fields = [...type.fields]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => [name, ordered(field)] as const);
  return { kind: 'struct', fields: new Map(fields) };
};

describe('mergeTypes', () => {
  it('does not depend on the order in which records are seen', () =>
    fc.assert(
      fc.property(anyType, anyType, (a, b) => {
        expect(ordered(mergeTypes(a, b))).toEqual(ordered(mergeTypes(b, a)));
      }),
    ));

  it('learns nothing from a type that it knows', () =>
    fc.assert(
      fc.property(anyType, anyType, (a, b) => {
        const merged = mergeTypes(a, b);
        expect(mergeTypes(merged, b)).toEqual(merged);
        expect(mergeTypes(merged, a)).toEqual(merged);
        expect(mergeTypes(a, NULL)).toEqual(a);
      }),
    ));
});

describe('reading the beginning of a file', () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 });

  it('finds every object, however they follow each other and wherever the text is cut', () =>
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '', ' ', '\r\n'),
        fc.nat(),
        (records, separator, cut) => {
          const texts = records.map((one) => JSON.stringify(one));
          const text = texts.join(separator);
          expect(splitValues(text, false)).toEqual(texts);
          const part = splitValues(text.slice(0, cut % text.length), true);
          expect(part).toEqual(texts.slice(0, part?.length));
        },
      ),
    ));

  it('never throws, whatever the bytes', () =>
    fc.assert(
      fc.property(
        fc
          .array(fc.constantFrom('{', '}', '[', ']', '"', '"a":', ',', '\\', '1', 'e', '.', 'true', ' ', '\n'))
          .map((parts) => parts.join('')),
        fc.boolean(),
        (text, isCut) => {
          expect(() => readFields(text, isCut)).not.toThrow();
        },
      ),
      { numRuns: 500 },
    ));
});

describe('types of a crawler', () => {
  const typeOf = (...values: readonly string[]): string | undefined => {
    const type = readFields(values.map((value) => `{"x":${value}}\n`).join(''), false)?.fields.get('x');
    return type && glueTypeOf(type);
  };

  it.each([
    [['"Laptop"'], 'string'],
    [['"2026-11-23 10:00:00.000"'], 'string'],
    [['"2026-11-23T10:00:00Z"'], 'string'],
    [['"12"'], 'string'],
    [['1'], 'int'],
    [['-2147483648'], 'int'],
    [['2147483648'], 'bigint'],
    [['9223372036854775808'], 'double'],
    [['10.0'], 'double'],
    [['1e3'], 'double'],
    [['-10.00'], 'double'],
    [['9223372036854775807'], 'bigint'],
    [['-9223372036854775808'], 'bigint'],
    [['"1e3"'], 'string'],
    [['"12345678901234567890"'], 'string'],
    [['[1,2.0]'], 'array<double>'],
    [['true'], 'boolean'],
    [['null'], 'string'],
    [['1', '2147483648'], 'bigint'],
    [['1', '1.5'], 'double'],
    [['1', '"1"'], 'string'],
    [['true', '1'], 'string'],
    [['null', '7'], 'int'],
    [['[]'], 'array<string>'],
    [['[1,2.5]'], 'array<double>'],
    [['{"Sku":"a"}', '{"n":1}'], 'struct<sku:string,n:int>'],
    [['[{"a":[true]}]'], 'array<struct<a:array<boolean>>>'],
    [['{"a":1}', '1'], 'string'],
  ])('%j is %s', (values, type) => {
    expect(typeOf(...values)).toBe(type);
  });

  it('takes objects without line breaks for one record, as readers of the table do', () => {
    expect(readFields('{"a":1}{"a":2}', false)?.records).toBe(1);
    expect(readFields('{"a":1}\n{"a":2}\n', false)?.records).toBe(2);
  });

  it('makes one column of a file that is a list', () => {
    const fields = readFields('[{"a":1},{"b":"x"}]', false)?.fields;
    expect([...(fields ?? [])].map(([name, type]) => [name, glueTypeOf(type)])).toEqual([
      ['array', 'array<struct<a:int,b:string>>'],
    ]);
  });

  it.each(['', 'a,b\n1,2\n', '{"a":1}\nrubbish\n', '"text"', '12', '{"a":01}', '{"a":1', '{"a":1}]', '['.repeat(5000)])(
    'does not take %.20j for JSON',
    (text) => {
      expect(readFields(text, false)).toBeUndefined();
    },
  );
});
