import { fromJodaPattern } from './joda.js';
import { fromMysqlFormat } from './mysql.js';

describe('date formats', () => {
  it.each([
    ['%Y-%m-%d %H:%i:%s.%f', '%Y-%m-%d %H:%M:%S.%f'],
    ['%c/%e %k %l %p', '%-m/%-d %-H %-I %p'],
    ['100%%', '100%%'],
  ])("MySQL's %s is %s", (format, expected) => {
    expect(fromMysqlFormat(format)).toEqual({ format: expected });
  });

  it.each([
    ['yyyy-MM-dd HH:mm:ss.SSS', '%Y-%m-%d %H:%M:%S.%g'],
    ["d MMM yy 'at' h a", '%-d %b %y at %-I %p'],
    ["HH 'o''clock' %", "%H o'clock %%"],
  ])("Joda's %s is %s", (pattern, expected) => {
    expect(fromJodaPattern(pattern)).toEqual({ format: expected });
  });

  it('name what they do not know', () => {
    expect(fromMysqlFormat('%Y %U')).toEqual({ unknown: '%U' });
    expect(fromJodaPattern('yyyy ZZZ')).toEqual({ unknown: 'ZZZ' });
  });
});
