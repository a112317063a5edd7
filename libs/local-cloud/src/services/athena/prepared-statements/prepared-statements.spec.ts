import { AthenaFixture } from '../testing/athena-fixture.js';

describe('Prepared statements', () => {
  let lake: AthenaFixture;

  beforeAll(() => AthenaFixture.warmUp(), 120_000);

  beforeEach(async () => {
    lake = await AthenaFixture.open();
    await lake.table('orders', { id: 'string', at: 'timestamp' });
    await lake.put(
      'orders/a',
      { id: 'one', at: '2026-11-23 10:00:00.000' },
      { id: 'two', at: '2026-11-24 10:00:00.000' },
    );
  });

  afterEach(() => lake[Symbol.asyncDispose]());

  it('run with the values of USING or of the call', async () => {
    expect(await lake.lines('PREPARE as_of FROM SELECT id FROM orders WHERE at <= ? AND id <> ?')).toEqual([]);
    const expected = [['id'], ['one']];
    expect(await lake.rows("EXECUTE as_of USING TIMESTAMP '2026-11-23 12:00:00', 'x'")).toEqual(expected);
    expect(await lake.rows('EXECUTE as_of', "timestamp '2026-11-23 12:00:00'", "'x'")).toEqual(expected);
    const { Query, StatementType, ResultConfiguration } = await lake.run(
      'EXECUTE as_of',
      "timestamp '2026-11-23 12:00:00'",
      "'x'",
    );
    expect(Query).toBe('EXECUTE as_of');
    expect(StatementType).toBe('DML');
    expect(ResultConfiguration?.OutputLocation).toMatch(/\.csv$/);
  });

  it.each([
    ['EXECUTE as_of', /^INVALID_PARAMETER_USAGE: .* expected 1 but found 0$/],
    ["EXECUTE as_of USING 'a', 'b'", /expected 1 but found 2$/],
    ['EXECUTE as_of USING (SELECT id FROM orders)', /is not a literal$/],
    ["EXECUTE as_of USING 'a' || 'b'", /is not a literal$/],
    ['EXECUTE gone', /^NOT_FOUND: line 1:1: Prepared statement not found: gone$/],
    ['EXECUTE AS_OF', /Prepared statement not found: AS_OF$/],
    ['DEALLOCATE PREPARE gone', /^PreparedStatement gone was not found$/],
    ['PREPARE p FROM SHOW TABLES', /can be prepared|mismatched/],
    ['PREPARE p FROM PREPARE q FROM SELECT 1', /^Only SELECT, CREATE TABLE AS, INSERT INTO and UNLOAD/],
  ])('refuse %s', async (sql, reason) => {
    await lake.lines('PREPARE as_of FROM SELECT id FROM orders WHERE id = ?');
    expect(await lake.failure(sql)).toMatch(reason);
  });

  it('are replaced by PREPARE and forgotten by DEALLOCATE PREPARE', async () => {
    await lake.lines('PREPARE p FROM SELECT 1 AS a');
    await lake.lines('PREPARE p FROM SELECT 2 AS a');
    expect(await lake.rows('EXECUTE p')).toEqual([['a'], ['2']]);
    await lake.lines('DEALLOCATE PREPARE p');
    expect(await lake.failure('EXECUTE p')).toMatch(/^NOT_FOUND/);
  });

  it('belong to their work group', async () => {
    await lake.athena.provisioners
      .find(({ type }) => type === 'AWS::Athena::WorkGroup')
      ?.provision({ logicalId: 'G', type: 'AWS::Athena::WorkGroup', properties: { Name: 'analysts' } } as never);
    const { api } = lake.athena;
    await api.CreatePreparedStatement({ WorkGroup: 'analysts', StatementName: 'p', QueryStatement: 'SELECT 1' });
    expect(await lake.failure('EXECUTE p')).toMatch(/^NOT_FOUND/);
    await expect(api.ListPreparedStatements({ WorkGroup: 'gone' })).rejects.toThrow('WorkGroup gone is not found.');
  });

  it('come with a template, at each start', async () => {
    const provisioner = lake.athena.provisioners.find(({ type }) => type === 'AWS::Athena::PreparedStatement');
    const resource = {
      logicalId: 'AsOf',
      type: 'AWS::Athena::PreparedStatement',
      properties: { StatementName: 'sales_as_of', WorkGroup: 'primary', QueryStatement: 'SELECT ? AS a' },
    };
    expect(await provisioner?.provision(resource as never)).toEqual({ physicalId: 'sales_as_of' });
    await provisioner?.provision(resource as never);
    expect(await lake.rows('EXECUTE sales_as_of USING 7')).toEqual([['a'], ['7']]);
  });
});
