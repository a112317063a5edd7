import fc from 'fast-check';
import { sameItem } from './same-item.js';
import type { AttributeValue, Item } from './table-description.js';

const anyValue = fc.letrec<{ value: AttributeValue; item: Item }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.string().map((S) => ({ S })),
    fc.integer().map((n) => ({ N: String(n) })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.uniqueArray(fc.string(), { minLength: 1 }).map((SS) => ({ SS })),
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
    tie('item').map((M) => ({ M })),
  ),
  item: fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
}));

describe('sameItem', () => {
  it('holds between an item and its copy with the attributes in another order', () => {
    fc.assert(
      fc.property(anyValue.item, (item) => {
        const copy = Object.fromEntries(Object.entries(structuredClone(item)).reverse());
        expect(sameItem(item, copy)).toBe(true);
      }),
    );
  });

  it('does not hold once an attribute is added', () => {
    fc.assert(
      fc.property(anyValue.item, anyValue.value, (item, value) => {
        expect(sameItem(item, { ...item, [`${Object.keys(item).join('')}!`]: value })).toBe(false);
      }),
    );
  });

  it.each([
    ['1', '1.0', true],
    ['100', '1e2', true],
    ['-0', '0', true],
    ['0.1', '1e-1', true],
    ['1', '-1', false],
    ['10', '1', false],
    ['123456789012345678901234567890.12345678', '123456789012345678901234567890.12345679', false],
  ])('compares the numbers %s and %s by value: %s', (left, right, same) => {
    expect(sameItem({ n: { N: left } }, { n: { N: right } })).toBe(same);
    expect(sameItem({ n: { NS: [left, '7'] } }, { n: { NS: ['7', right] } })).toBe(same);
  });

  it('tells the same text of another type apart', () => {
    expect(sameItem({ n: { N: '1' } }, { n: { S: '1' } })).toBe(false);
    expect(sameItem({ n: { L: [{ S: 'a' }, { S: 'b' }] } }, { n: { L: [{ S: 'b' }, { S: 'a' }] } })).toBe(false);
  });
});
