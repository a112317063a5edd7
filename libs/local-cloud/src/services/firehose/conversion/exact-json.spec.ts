import fc from 'fast-check';
import { ExactNumber, exactJsonText, parseExactJson } from './exact-json.js';

describe('JSON with exact numbers', () => {
  it('is read and written without a change', () => {
    // Texts that look like marks, numbers and escapes of them too.
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\0n1', '\0t', '\\u0000n', '1.5', '"-3"'),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        anyText,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.maxSafeInteger(),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(anyText, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, (any) => {
        const text = JSON.stringify(any);
        expect(exactJsonText(parseExactJson(text))).toBe(text);
      }),
    );
  });

  it('keeps digits that a binary double has no room for', () => {
    const text = '[12345678901234567890.123456789012345678,1.10,-0.0,1E400]';
    expect(exactJsonText(parseExactJson(text))).toBe(text);
    expect(parseExactJson('1.10')).toEqual(new ExactNumber('1.10'));
  });

  it.each(['', '{', '{"a":01}', '{"a":1.}', '[1 2]', '{"a":-}', "{'a':1}"])('refuses %j', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });
});
