import fc from 'fast-check';
import { parseStatement } from './parse-statement.js';
import { SqlError } from './sql-error.js';
import type { Query } from './statement.js';

const queryOf = async (sql: string): Promise<Query> => {
  const statement = await parseStatement(sql);
  if (statement.kind !== 'query') throw new Error(`${sql} is no query`);
  return statement.query;
};

describe('parseStatement', () => {
  beforeAll(() => parseStatement('SELECT 1'), 60_000); // a cold Jest compiles the grammar

  it.each([
    ['SELEC 1', /^SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'. Expecting: /],
    ['SELECT\n  FROM x', /^SYNTAX_ERROR: line 2:3: /],
    ['', /the query is empty/],
    ['SELECT 1; SELECT 2', /^SYNTAX_ERROR: line 1:11: Only one sql statement is allowed/],
    [`SELECT ${'('.repeat(300)}1${')'.repeat(300)}`, /nested too deep/],
  ])('%s', async (sql, reason) => {
    await expect(parseStatement(sql)).rejects.toThrow(reason);
  });

  it.each([
    ['MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN DELETE', 'MERGE'],
    ['DELETE FROM t WHERE x = 1', 'DELETE'],
    ['UPDATE t SET a = 1', 'UPDATE'],
    ['GRANT SELECT ON t TO ROLE u', 'GRANT'],
    ['EXPLAIN ANALYZE SELECT 1', 'EXPLAIN ANALYZE'],
    ['OPTIMIZE t REWRITE DATA USING BIN_PACK', 'OPTIMIZE'],
    ['USE db', 'USE'],
  ])('names what it does not support: %s', async (sql, verb) => {
    expect(await parseStatement(sql)).toEqual({ kind: 'unsupported', verb });
  });

  it('counts parameters and puts values in their order, not those within texts', async () => {
    const query = await queryOf("SELECT '?', ? -- ?\n, ?");
    expect(query.parameterCount).toBe(2);
    expect(query.probe(['1', "'a'"]).text).toContain("'?' AS");
    expect(query.probe(['1', "'a'"]).text).toMatch(/\(1\).*\('a'\)/);
  });

  it('knows where each place of the rewritten query comes from', async () => {
    const rewritten = (await queryOf('SELECT\n  colour FROM paints')).probe([]);
    expect(rewritten.placeOf(Buffer.from(rewritten.text).indexOf('"colour"'))).toBe('line 2:3');
  });

  it('ends with a statement or an SqlError for any text', async () => {
    const word = fc.constantFrom(
      'SELECT',
      'FROM',
      '(',
      ')',
      ',',
      'x',
      "'a'",
      '1',
      '"q"',
      'AND',
      '[',
      ']',
      '->',
      '?',
      ';',
      'é',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 12 }), async (words) => {
        await parseStatement(words.join(' ')).catch((error: unknown) => {
          expect(error).toBeInstanceOf(SqlError);
        });
      }),
    );
  });
});
