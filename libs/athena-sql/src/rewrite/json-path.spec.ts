import fc from 'fast-check';
import { enginePath, parseJsonPath } from './json-path.js';

describe('parseJsonPath', () => {
  it.each([
    ['$', []],
    ['$.a.b[0]', ['a', 'b', 0]],
    ['$["a b"][1].c', ['a b', 1, 'c']],
    ['$."x.y"', ['x.y']],
  ])('%s', (path, steps) => {
    expect(parseJsonPath(path)).toEqual(steps);
  });

  it.each(['a', '$.a[*]', '$..a', '$.a[-1]', '$.*', '$.a ? (@ > 1)', '$.size()', ''])('does not take %s', (path) => {
    expect(parseJsonPath(path)).toBeUndefined();
  });

  it('reads what it writes for the engine', () => {
    const name = fc.stringMatching(/^[a-z' .-]+$/);
    fc.assert(
      fc.property(fc.array(fc.oneof(name, fc.nat())), (steps) => {
        const path = (enginePath(steps) ?? '').slice(1, -1).replaceAll("''", "'");
        expect(parseJsonPath(path)).toEqual(steps);
      }),
    );
  });
});
