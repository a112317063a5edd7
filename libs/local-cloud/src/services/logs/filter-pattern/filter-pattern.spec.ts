import fc from 'fast-check';
import { parseFilterPattern } from './filter-pattern.js';

const matches = (pattern: string, message: string): boolean => parseFilterPattern(pattern)(message);

describe('A filter pattern', () => {
  it('that is empty matches everything', () => {
    expect(matches('', 'x')).toBe(true);
    expect(matches('  ', '')).toBe(true);
  });

  it.each([
    ['ERROR', '[ERROR 400] BAD', true],
    ['ERROR', 'error', false],
    ['ERROR BAD', 'BAD then ERROR', true],
    ['ERROR BAD', 'ERROR', false],
    ['"timed out"', 'Task timed out after 3 s', true],
    ['"timed out"', 'timed is out', false],
    ['"a \\"b\\""', 'x a "b"', true],
    ['?ERROR ?WARN', 'WARN', true],
    ['?ERROR ?WARN', 'INFO', false],
    ['ERROR -retry', 'ERROR', true],
    ['ERROR -"will retry"', 'ERROR will retry', false],
    ['ERROR ?WARN', 'ERROR', true],
    ['?WARN ERROR', 'WARN', false],
  ])('of terms: %s against %s is %s', (pattern, message, expected) => {
    expect(matches(pattern, message)).toBe(expected);
  });

  const line = JSON.stringify({
    level: 'ERROR',
    count: 7,
    ok: true,
    off: false,
    none: null,
    user: { roles: ['admin', 'clerk'], 'a.b': 1 },
  });
  it.each([
    ['{ $.level = "ERROR" }', true],
    ['{ $.level = ERROR }', true],
    ['{ $.level = "ERR*" }', true],
    ['{ $.level != "INFO" }', true],
    ['{ $.level != "ERROR" }', false],
    ['{ $.missing != "ERROR" }', false],
    ['{ $.count > 5 }', true],
    ['{ $.count >= 7.0 }', true],
    ['{ $.count < 7 }', false],
    ['{ $.count = 7 }', true],
    ['{ $.count = "7" }', false],
    ['{ $.level = 7 }', false],
    ['{ $.ok IS TRUE }', true],
    ['{ $.off IS FALSE }', true],
    ['{ $.none IS NULL }', true],
    ['{ $.missing IS NULL }', false],
    ['{ $.missing NOT EXISTS }', true],
    ['{ $.level NOT EXISTS }', false],
    ['{ $.user.roles[1] = "clerk" }', true],
    ["{ $.user['a.b'] = 1 }", true],
    ['{ $.level = "INFO" || $.count > 5 && $.ok IS TRUE }', true],
    ['{ ($.level = "INFO" || $.count > 5) && $.ok IS FALSE }', false],
    ['{$.level="ERROR"&&$.count>5}', true],
  ])('for JSON: %s is %s', (pattern, expected) => {
    expect(matches(pattern, line)).toBe(expected);
  });

  it('for JSON never matches what is no JSON object', () => {
    for (const message of ['', 'ERROR', '{', '[1]']) expect(matches('{ $.a NOT EXISTS }', message)).toBe(false);
  });

  it.each([
    ['[w1, w2]', 'space-delimited'],
    ['%ERR.*%', 'regular expressions'],
    ['{ $.a = %x% }', 'regular expressions'],
    ['{ $.a[*] = 1 }', 'wildcards'],
    ['a-b', "Invalid character(s) in term 'a-b'"],
    ['"open', 'Invalid'],
    ['{ $.a }', 'Invalid filter pattern'],
    ['{ $.a = 1', 'Invalid filter pattern'],
    ['{ $.a > "b" }', 'needs a number'],
    ['x'.repeat(1025), '1024'],
  ])('that is none, or not supported, is refused: %s', (pattern, sentence) => {
    expect(() => parseFilterPattern(pattern)).toThrow(sentence);
  });

  it('is read or refused with AWS’s error, whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom('{', '}', '$.a', '=', '"b"', '&&', '||', '(', ')', '-', '?', ' ', 'NOT', 'EXISTS', '[0]'),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.json(), (pieces, message) => {
        try {
          expect(typeof matches(pieces.join(' '), message)).toBe('boolean');
        } catch (error) {
          expect(error).toMatchObject({ code: 'InvalidParameterException' });
        }
      }),
    );
  });
});
