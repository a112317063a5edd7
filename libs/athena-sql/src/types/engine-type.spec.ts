import fc from 'fast-check';
import { areCompatible, engineType } from './engine-type.js';

const scalar = fc.constantFrom('INTEGER', 'VARCHAR', 'DECIMAL(18,4)', 'TIMESTAMP WITH TIME ZONE', '"NULL"', 'JSON');
const fieldName = fc.constantFrom('id', '"a b"', '"a""b"', 'field0');

/** Names of types as the engine writes them. */
const typeName = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    scalar,
    tie('type').map((element) => `${element}[]`),
    fc.tuple(tie('type'), tie('type')).map(([key, value]) => `MAP(${key}, ${value})`),
    fc
      .array(fc.tuple(fieldName, tie('type')), { minLength: 1, maxLength: 3 })
      .map((fields) => `STRUCT(${fields.map(([name, type]) => `${name} ${type}`).join(', ')})`),
    fc.array(tie('type'), { minLength: 1, maxLength: 3 }).map((types) => `STRUCT(${types.join(', ')})`),
  ),
})).type;

describe('engineType', () => {
  it.each([
    ['INTEGER', 'integer'],
    ['DECIMAL(18,4)', 'decimal(18,4)'],
    ['VARCHAR[]', 'array(varchar)'],
    ['MAP(VARCHAR, STRUCT("a b" INTEGER)[])', 'map(varchar, array(row(a b integer)))'],
    ['STRUCT(id INTEGER, price DECIMAL(10,2))', 'row(id integer, price decimal(10,2))'],
    ['STRUCT(INTEGER, TIMESTAMP WITH TIME ZONE)', 'row(integer, timestamp(3) with time zone)'],
    ['STRUCT(field0 INTEGER)', 'row(integer)'],
    ['"NULL"[]', 'array(unknown)'],
  ])('%s is %s', (engineName, name) => {
    expect(engineType(engineName).name).toBe(name);
  });

  it('reads every type that the engine can name, to its last part', () => {
    fc.assert(
      fc.property(typeName, (name) => {
        const unread = (type: ReturnType<typeof engineType>): boolean =>
          type.kind === 'other' || type.parts.some((part) => unread(part.type));
        expect(unread(engineType(name))).toBe(false);
      }),
    );
  });
});

describe('areCompatible', () => {
  it('holds of a type and itself, and whichever stands first', () => {
    fc.assert(
      fc.property(typeName, typeName, (a, b) => {
        expect(areCompatible(engineType(a), engineType(a))).toBe(true);
        expect(areCompatible(engineType(a), engineType(b))).toBe(areCompatible(engineType(b), engineType(a)));
      }),
    );
  });
});
