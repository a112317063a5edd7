import fc from 'fast-check';
import { WireFault } from '../pipeline/wire-fault.js';
import { checkJsonDepth } from './json-depth.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('checkJsonDepth', () => {
  it('takes any document that is not deep, whatever brackets and quotes its strings have', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 20 }), fc.string(), (document, text) => {
        const brackets = JSON.stringify(`${text}\\"${'['.repeat(2000)}`);
        expect(() => {
          checkJsonDepth(Buffer.from(`[${brackets},${document}]`));
        }).not.toThrow();
      }),
    );
  });

  it.each([
    [1000, false],
    [1001, true],
    [500_000, true],
  ])('of a document of %d levels, refused: %s', (depth, refused) => {
    const check = (): void => {
      checkJsonDepth(Buffer.from(nested(depth)));
    };
    if (refused) expect(check).toThrow(WireFault);
    else expect(check).not.toThrow();
  });

  it('says nothing of what is no JSON', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(() => {
          checkJsonDepth(Buffer.from(bytes));
        }).not.toThrow();
      }),
    );
  });
});
