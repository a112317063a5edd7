import fc from 'fast-check';
import { evaluatePrefix, parsePrefix } from './prefix.js';

const timestampMs = Date.parse('2026-03-04T05:06:07.089Z');
const evaluate = (prefix: string, values: object = {}): string =>
  evaluatePrefix(parsePrefix(prefix), { timestampMs, random: () => 0, ...values });

const literal = fc.string().filter((text) => !text.includes('!{'));

describe('a prefix', () => {
  it('without any expression gets the hour of arrival appended as it is', () => {
    fc.assert(
      fc.property(literal, (text) => {
        expect(evaluate(text)).toBe(`${text}2026/03/04/05/`);
      }),
    );
  });

  it('with an expression is evaluated and gets nothing appended', () => {
    fc.assert(
      fc.property(literal, literal, (before, after) => {
        expect(evaluate(`${before}!{firehose:error-output-type}${after}`, { errorOutputType: 'failed' })).toBe(
          `${before}failed${after}`,
        );
      }),
    );
  });

  it.each([
    ['dt=!{timestamp:yyyy-MM-dd}/', 'dt=2026-03-04/'],
    ["!{timestamp:'year='yyyy'/month='MM'/day='dd'/hour='HH}/", 'year=2026/month=03/day=04/hour=05/'],
    ['!{timestamp:yy.M.d.H.m.s.SSS}', '26.3.4.5.6.7.089'],
    ['!{timestamp:EEE d MMMM uuuu, hh:mm a}', 'Wed 4 March 2026, 05:06 AM'],
    ["!{timestamp:DDD''}", "063'"],
    ['p=!{partitionKeyFromLambda:p}/q=!{partitionKeyFromLambda:q}/', 'p=a/q=b/'],
    ['!{firehose:random-string}/', 'AAAAAAAAAAA/'],
  ])('%s becomes %s', (prefix, expected) => {
    expect(evaluate(prefix, { partitionKeys: { p: 'a', q: 'b' } })).toBe(expected);
  });

  it.each([
    ['!{timestamp:yyyy', 'without its closing brace'],
    ['!{timestamp:yyyy-VV}', 'a timestamp pattern with VV'],
    ["!{timestamp:yyyy'open}", "a timestamp pattern with 'open"],
    ['!{partitionKeyFromQuery:p}', 'the expression !{partitionKeyFromQuery:p}'],
    ['!{firehose:other}', 'the expression !{firehose:other}'],
  ])('%s is refused: %s', (prefix, message) => {
    expect(() => parsePrefix(prefix)).toThrow(message);
  });
});
