import { hivePattern } from './hive-pattern.js';

describe('hivePattern', () => {
  it.each<[string | undefined, string, boolean]>([
    [undefined, 'anything', true],
    ['sales', 'sales', true],
    ['SALES', 'sales', true],
    ['sales', 'sales_current', false],
    ['sales*', 'sales_current', true],
    ['sales.*', 'sales_current', true],
    ['*current', 'sales_current', true],
    ['orders|sales*', 'sales_current', true],
    ['orders|sales', 'sales_current', false],
    ['sales.current', 'sales_current', false],
    ['(((((*)', 'sales', false],
    ['a*a', 'a', false],
    [`${'*a'.repeat(100)}*b`, 'a'.repeat(250), false],
  ])('%s: %s', (pattern, name, matches) => {
    expect(hivePattern(pattern)(name)).toBe(matches);
  });
});
