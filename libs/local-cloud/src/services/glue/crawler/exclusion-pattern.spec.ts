import { exclusionOf } from './exclusion-pattern.js';

describe('an exclusion pattern', () => {
  it.each([
    ['*.csv', 'a.csv', true],
    ['*.csv', 'dt=1/a.csv', false],
    ['**.csv', 'dt=1/a.csv', true],
    ['errors/**', 'errors/a/b.gz', true],
    ['errors/**', 'sales/errors/b.gz', false],
    ['dt=202?-*/**', 'dt=2026-11-23/a.gz', true],
    ['[!a-c].gz', 'b.gz', false],
    ['[!a-c].gz', 'd.gz', true],
    ['*.{csv,json}', 'a.json', true],
    ['a+(b).gz', 'a+(b).gz', true],
    [String.raw`\*.gz`, 'a.gz', false],
  ])('%s and %s: %s', (pattern, key, excluded) => {
    expect(exclusionOf([pattern])(key)).toBe(excluded);
  });

  it('refuses groups that are nested or not closed', () => {
    expect(() => exclusionOf(['{a,{b,c}}'])).toThrow('nested or not closed');
    expect(() => exclusionOf(['{a'])).toThrow('nested or not closed');
  });
});
