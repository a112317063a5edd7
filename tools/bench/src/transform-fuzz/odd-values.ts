import { oneOf, wholeBelow } from '../random/seeded-random.js';

type Random = () => number;

/** Values that no rule of a stream record expects where they are put. */
export const oddValue = (random: Random): unknown =>
  oneOf(random, [
    null,
    true,
    -1,
    1e308,
    '',
    'text',
    [],
    {},
    [null],
    { S: 1 },
    { S: null },
    { N: 'abc' },
    { N: 7 },
    { NULL: true },
    { BOOL: 'yes' },
    { B: '***' },
    { S: 'a', N: '1' },
    { L: [{ M: { a: { NS: ['1', 'x'] } } }] },
    { SS: [1, 2] },
    { M: [] },
    { X: 'unknown type' },
  ]);

/** Texts of numbers at, and beyond, the edges of DynamoDB's and of JavaScript's. */
export const oddNumber = (random: Random): string =>
  oneOf(random, [
    '1e400',
    '-0',
    '0e0',
    'NaN',
    'Infinity',
    '0x10',
    ' 1',
    '1_000',
    '1e125',
    '9.9999999999999999999999999999999999999e+125',
    '1e-130',
    '9007199254740993',
    '-9223372036854775809',
    '00000000000000000001',
    '.5',
    '5.',
    '+5',
    '١٢٣',
    '9'.repeat(1 + wholeBelow(random, 60)),
    `0.${'0'.repeat(wholeBelow(random, 60))}1`,
    '1'.repeat(5_000),
  ]);

/** Texts of moments that are none, or that no day of the table holds. */
export const oddMoment = (random: Random): string =>
  oneOf(random, [
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01T24:00:00Z',
    '2026-01-01T23:59:60Z',
    '+275760-09-13T00:00:00.000Z',
    '-000001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2009-12-31T23:59:59.999Z',
    '2026-01-01T00:00:00.123456789+14:00',
    '2026-01-01T00:00:00-23:59',
    '1763888400',
    '23 November 2026',
    '2026-01-01T00:00:00Z\u0000',
  ]);

/** Texts that are hard to carry: controls, lone surrogates, quotes, line ends, and long ones. */
export const oddText = (random: Random): string =>
  oneOf(random, [
    '\u0000\u0001\u001f',
    '\ud800',
    '\udfff\ud800',
    '\ufffd',
    '\u2028\u2029',
    'line\nline\r\n',
    '"\\"',
    '🧾'.repeat(1 + wholeBelow(random, 200)),
    'é'.normalize('NFD'),
    'x'.repeat(wholeBelow(random, 20_000)),
    '\u0001'.repeat(wholeBelow(random, 5_000)),
    '<script>',
    "'; DROP TABLE sales; --",
  ]);

/** Names that mean something to JavaScript objects. */
export const prototypeName = (random: Random): string =>
  oneOf(random, ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', 'then']);
