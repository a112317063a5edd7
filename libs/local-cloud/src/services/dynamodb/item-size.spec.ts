import fc from 'fast-check';
import { itemSizeBytes } from './item-size.js';

describe('the size of an item', () => {
  it('counts names and text in UTF-8, at any depth', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), (name, text) => {
        const bytes = Buffer.byteLength(name) + Buffer.byteLength(text);
        expect(itemSizeBytes({ [name]: { S: text } })).toBe(bytes);
        expect(itemSizeBytes({ [name]: { SS: [text] } })).toBe(bytes);
        const ascii = itemSizeBytes({ a: { M: { b: { L: [{ S: '' }] } } } }) - 1;
        expect(itemSizeBytes({ a: { M: { [name]: { L: [{ S: text }] } } } })).toBe(ascii + bytes);
      }),
    );
  });
});
