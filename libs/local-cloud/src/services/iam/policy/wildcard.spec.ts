import fc from 'fast-check';
import { matchesArn, matchesWildcard } from './wildcard.js';

describe('matchesWildcard', () => {
  it('agrees with a regular expression, whatever the pattern and the text', () => {
    const symbols = fc.array(fc.constantFrom('a', 'b', '*', '?', '.'), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(symbols, symbols, (pattern, text) => {
        const source = pattern.replaceAll('.', '\\.').replaceAll('*', '[^]*').replaceAll('?', '[^]');
        expect(matchesWildcard(pattern, text)).toBe(new RegExp(`^${source}$`).test(text));
      }),
    );
  });

  it('decides a hostile pattern at once', () => {
    expect(matchesWildcard('*a'.repeat(200) + 'b', 'a'.repeat(5000))).toBe(false);
  });
});

describe('matchesArn', () => {
  it('lets no wildcard reach over a colon', () => {
    expect(matchesArn('arn:aws:pipes:*:123456789012:pipe/*', 'arn:aws:pipes:eu-west-1:123456789012:pipe/x')).toBe(true);
    expect(matchesArn('arn:aws:*:pipe/x', 'arn:aws:pipes:eu-west-1:123456789012:pipe/x')).toBe(false);
    expect(matchesArn('arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:r:a:log-group:g:log-stream:s')).toBe(true);
  });
});
