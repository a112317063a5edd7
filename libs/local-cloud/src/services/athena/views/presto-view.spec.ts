import fc from 'fast-check';
import { decodeView, encodeView } from './presto-view.js';

describe('a view of the catalog', () => {
  const anyColumn = fc.record({ name: fc.string({ unit: 'grapheme' }), type: fc.string() });
  const anyView = fc.record({
    originalSql: fc.string({ unit: 'grapheme' }),
    catalog: fc.string(),
    schema: fc.string(),
    columns: fc.array(anyColumn),
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(decodeView({ Name: 'v', ViewOriginalText: encodeView(view) })).toEqual(view);
      }),
    );
  });

  it.each([undefined, '', 'SELECT 1', '/* Presto View: */', '/* Presto View: AAAA */', '/* Presto View: e30= */'])(
    'is refused as %j',
    (ViewOriginalText) => {
      expect(() => decodeView({ DatabaseName: 'd', Name: 'v', ViewOriginalText })).toThrow(/^INVALID_VIEW: .*d\.v/);
    },
  );
});
