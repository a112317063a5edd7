import fc from 'fast-check';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { fromDoubles, needsExactWay, withDoubles } from './exact-decimals.js';
import { parseGlueType, type GlueType } from './glue-type.js';
import { duckdbType } from './sql-text.js';

describe('Decimals that were read as doubles', () => {
  let connection: DuckDBConnection;
  beforeAll(async () => {
    connection = await (await DuckDBInstance.create(':memory:')).connect();
  });
  afterAll(() => {
    connection.closeSync();
  });

  const typeOf = (text: string): GlueType => parseGlueType(text) ?? { kind: 'scalar', duckdb: 'VARCHAR' };

  /** What a double reader makes of the JSON number, or undefined where it asks for the exact way. */
  const read = async (type: GlueType, json: string): Promise<string | undefined> => {
    const doubles = `CAST('${json}' AS ${duckdbType(withDoubles(type))})`;
    try {
      const sql = `SELECT CAST(${fromDoubles(type, 'v')} AS VARCHAR) FROM (SELECT ${doubles} AS v)`;
      return String((await connection.runAndReadAll(sql)).getRows()[0]?.[0]);
    } catch (error) {
      expect(needsExactWay(error)).toBe(true);
      return undefined;
    }
  };

  const rounded = async (json: string): Promise<string> =>
    String(
      (await connection.runAndReadAll(`SELECT CAST(CAST('${json}' AS DECIMAL(18,4)) AS VARCHAR)`)).getRows()[0]?.[0],
    );

  it('are what was written, or are refused', async () => {
    const number = fc
      .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 13n }), fc.stringMatching(/^\d{0,9}$/))
      .map(([negative, whole, digits]) => `${negative ? '-' : ''}${whole}${digits === '' ? '' : `.${digits}`}`);
    await fc.assert(
      fc.asyncProperty(number, async (json) => {
        const answer = await read(typeOf('decimal(18,4)'), json);
        if (answer !== undefined) expect(Number(answer) === 0 ? '0.0000' : answer).toBe(await rounded(json));
      }),
    );
  });

  it('are the usual prices without a second look', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10 ** 11 }), async (units) => {
        const json = (units / 10_000).toFixed(4);
        expect(await read(typeOf('decimal(18,4)'), json)).toBe(json);
      }),
    );
  });

  it.each(['0.00005', '1.00005', '123456789012.5', '99999999999999999999'])('are refused for %s', async (json) => {
    expect(await read(typeOf('decimal(18,4)'), json)).toBeUndefined();
  });

  it('keep NULLs and the shape of what they are in', async () => {
    const type = typeOf('struct<a:decimal(9,2),b:array<decimal(9,2)>,c:string>');
    expect(await read(type, '{"a": 1.25, "b": [2.5, null], "c": "x"}')).toBe("{'a': 1.25, 'b': [2.50, NULL], 'c': x}");
    expect(await read(type, '{"a": null, "b": null, "c": null}')).toBe("{'a': NULL, 'b': NULL, 'c': NULL}");
  });
});
