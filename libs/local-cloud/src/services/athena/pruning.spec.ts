import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseStatement } from '@sales-cdc/athena-sql';
import type { AthenaPorts } from './ports.js';
import { systemDisk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import { createGlue, type GlueService } from '../glue/index.js';
import { createS3, type S3Service } from '../s3/index.js';
import { createAthena, type AthenaService } from './index.js';

const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'];
const SHOPS = ['a', 'b'];

const PROJECTION = {
  'projection.enabled': 'true',
  'projection.dt.type': 'date',
  'projection.dt.range': '2026-11-01,2026-11-30',
  'projection.dt.format': 'yyyy-MM-dd',
  'projection.shop.type': 'enum',
  'projection.shop.values': 'a,b,c',
};

describe('Partitions that a statement cannot match', () => {
  let directory: string;
  let s3: S3Service;
  let glue: GlueService;
  let athena: AthenaService;
  const listed: string[] = [];

  beforeAll(async () => {
    await parseStatement('SELECT 1'); // a cold Jest compiles the grammar
    directory = await mkdtemp(join(tmpdir(), 'athena-'));
    let seed = 1;
    const context = {
      partition: 'aws',
      region: 'us-east-1',
      accountId: '000000000000',
      dataDirectory: directory,
      disk: systemDisk,
      clock: new ManualClock(),
      observer: {},
      limits: 'aws',
      random: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    } as const;
    s3 = createS3(context);
    glue = createGlue(context, { s3: s3.api });
    const api: AthenaPorts['s3']['api'] = {
      ...s3.api,
      ListObjectsV2: (input) => {
        listed.push(input.Prefix ?? '');
        return s3.api.ListObjectsV2(input);
      },
    };
    athena = createAthena(context, { glue: glue.api, s3: { ...s3, api } });
    await s3.api.CreateBucket({ Bucket: 'lake' });
    await glue.api.CreateDatabase({ DatabaseInput: { Name: 'sales' } });
    await createTables();
  }, 60_000);

  afterAll(async () => {
    await athena[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
  });

  const columns = [
    { Name: 'id', Type: 'int' },
    { Name: 'price', Type: 'decimal(18,4)' },
  ];
  const partitionKeys = [
    { Name: 'dt', Type: 'string' },
    { Name: 'shop', Type: 'string' },
  ];
  const serde = { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' };

  const createTable = (Name: string, Location: string, Parameters: Record<string, string>): Promise<unknown> =>
    glue.api.CreateTable({
      DatabaseName: 'sales',
      TableInput: {
        Name,
        Parameters,
        PartitionKeys: partitionKeys,
        StorageDescriptor: { Columns: columns, Location, SerdeInfo: serde },
      },
    });

  /** The same rows three times: projected, registered at places of their own, and in one partition that nothing prunes. */
  const createTables = async (): Promise<void> => {
    await createTable('projected', 's3://lake/projected/', PROJECTION);
    await createTable('templated', 's3://lake/templated/', {
      ...PROJECTION,
      'storage.location.template': 's3://lake/templated/${shop}/${dt}/',
    });
    await createTable('registered', 's3://lake/registered/', {});
    await glue.api.CreateTable({
      DatabaseName: 'sales',
      TableInput: {
        Name: 'whole',
        StorageDescriptor: { Columns: [...columns, ...partitionKeys], Location: 's3://lake/whole/', SerdeInfo: serde },
      },
    });
    let id = 0;
    for (const dt of DAYS)
      for (const shop of SHOPS) {
        const rows = [0, 1].map(() => ({ id: (id += 1), price: id + 0.25 }));
        await put(`projected/dt=${dt}/shop=${shop}/x.gz`, rows);
        await put(`templated/${shop}/${dt}/x.gz`, rows);
        await put(`elsewhere/${id}/x.gz`, rows);
        await put(
          `whole/${id}.gz`,
          rows.map((row) => ({ ...row, dt, shop })),
        );
        await glue.api.CreatePartition({
          DatabaseName: 'sales',
          TableName: 'registered',
          PartitionInput: { Values: [dt, shop], StorageDescriptor: { Location: `s3://lake/elsewhere/${id}/` } },
        });
      }
  };

  const bytesOf = new Map<string, number>();
  const put = async (key: string, rows: readonly unknown[]): Promise<void> => {
    const body = gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    bytesOf.set(key, body.byteLength);
    await s3.api.PutObject({ Bucket: 'lake', Key: key, Body: body });
  };

  const run = async (
    sql: string,
  ): Promise<{ readonly rows: string; readonly scanned: number | undefined; readonly reason: string | undefined }> => {
    listed.length = 0;
    const { QueryExecutionId } = await athena.api.StartQueryExecution({
      QueryString: sql,
      QueryExecutionContext: { Database: 'sales' },
      ResultConfiguration: { OutputLocation: 's3://lake/results' },
    });
    await athena.whenEnded(QueryExecutionId);
    const { Status, Statistics } = (await athena.api.GetQueryExecution({ QueryExecutionId })).QueryExecution;
    const reason = Status?.StateChangeReason;
    const result = reason === undefined ? await athena.api.GetQueryResults({ QueryExecutionId }) : undefined;
    const rows = (result?.ResultSet?.Rows ?? [])
      .slice(1)
      .map(({ Data = [] }) => Data.map((datum) => datum.VarCharValue));
    return { rows: JSON.stringify(rows.sort()), scanned: Statistics?.DataScannedInBytes, reason };
  };

  it.each([
    ["dt = '2026-11-22'", 2],
    ["dt = '2026-11-22' AND shop = 'a'", 1],
    ["dt IN ('2026-11-20', '2026-11-23')", 4],
    ["dt BETWEEN '2026-11-21' AND '2026-11-22'", 4],
    ["dt < '2026-11-21'", 2],
    ["dt LIKE '%-2_' AND shop LIKE 'b%'", 4],
    ["CAST(dt AS date) >= date '2026-11-23'", 2],
    ["date_parse(dt, '%Y-%m-%d') >= timestamp '2026-11-23 00:00:00'", 2],
    ["substr(dt, 9) = '20' OR dt = '2026-11-21'", 4],
    ["concat(dt, shop) = '2026-11-20a'", 1],
    ["NOT (dt <> '2026-11-22')", 2],
    ["dt = '2026-11-22' OR id = 1", 8],
    ["id IN (SELECT max(id) FROM projected WHERE dt = '2026-11-20') AND dt = '2026-11-20'", 2],
    ['dt IS NULL', 0],
    ["dt = 'someday'", 0],
    ['true', 8],
  ])('are not read where %s', async (condition, partitions) => {
    const expected = await run(`SELECT id, price FROM whole WHERE ${condition.replace('projected', 'whole')}`);
    for (const table of ['projected', 'templated', 'registered']) {
      const answer = await run(`SELECT id, price FROM ${table} WHERE ${condition.replace('projected', table)}`);
      expect(answer).toMatchObject({ rows: expected.rows, reason: undefined });
      const each = [...bytesOf].filter(([key]) => key.startsWith('projected/')).map(([, bytes]) => bytes);
      const average = each.reduce((sum, bytes) => sum + bytes, 0) / each.length;
      expect(Math.round((answer.scanned ?? 0) / average)).toBe(partitions);
    }
  });

  it('are not even listed when the statement pins one', async () => {
    await run("SELECT * FROM projected WHERE dt = '2026-11-22' AND shop = 'b'");
    expect(listed).toEqual(['projected/dt=2026-11-22/shop=b/']);
  });

  it.each([
    ["SELECT * FROM (SELECT * FROM projected) WHERE dt = '2026-11-22'", 2],
    ["WITH x AS (SELECT dt d, count(*) n FROM projected GROUP BY dt) SELECT * FROM x WHERE d = '2026-11-22'", 2],
    ["SELECT * FROM projected l JOIN projected r ON l.id = r.id WHERE l.dt = '2026-11-20' AND r.shop = 'a'", 5],
    [
      "SELECT l.id, r.id FROM projected l LEFT JOIN projected r ON l.id = r.id AND r.dt = '2026-11-20' WHERE l.dt = '2026-11-20'",
      2,
    ],
    ["SELECT l.id, r.id FROM projected l LEFT JOIN projected r ON l.id = r.id AND l.dt = '2026-11-20'", 8],
    ["SELECT id FROM projected WHERE dt = '2026-11-20' UNION ALL SELECT id FROM projected WHERE dt = '2026-11-21'", 4],
    [
      "SELECT * FROM (SELECT dt, row_number() OVER (PARTITION BY dt ORDER BY id) n FROM projected) WHERE dt = '2026-11-20' AND n = 1",
      2,
    ],
    ["SELECT * FROM (SELECT dt, row_number() OVER (ORDER BY id) n FROM projected) WHERE dt = '2026-11-23'", 8],
    ["SELECT * FROM (SELECT * FROM projected ORDER BY id LIMIT 3) WHERE dt = '2026-11-23'", 8],
  ])('are told through %s', async (sql, partitions) => {
    const answer = await run(sql);
    expect(answer).toMatchObject({ rows: (await run(sql.replaceAll('projected', 'whole'))).rows, reason: undefined });
    expect(Math.round((answer.scanned ?? 0) / (bytesOf.get('projected/dt=2026-11-20/shop=a/x.gz') ?? 1))).toBe(
      partitions,
    );
  });

  it('tells the object of each row as "$path", which is not among all columns', async () => {
    const { rows, reason } = await run(
      `SELECT *, "$path", t.* FROM registered t WHERE "$path" LIKE '%elsewhere/2/%' ORDER BY id`,
    );
    expect(reason).toBeUndefined();
    const row = (id: string): readonly string[] => [id, `${id}.2500`, '2026-11-20', 'a'];
    expect(JSON.parse(rows)).toEqual(['1', '2'].map((id) => [...row(id), 's3://lake/elsewhere/2/x.gz', ...row(id)]));
    expect((await run(`SELECT "$file_size" FROM projected`)).reason).toMatch(/^NOT_SUPPORTED: .*\$file_size/);
  });

  it('never changes an answer', async () => {
    const value = fc.constantFrom("'2026-11-20'", "'2026-11-22'", "'2026-11-23'", "'a'", "'b'", 'NULL', "''");
    const operand = fc.constantFrom(
      'dt',
      'shop',
      'CAST(id AS varchar)',
      "coalesce(dt, 'x')",
      "substr(dt, 1, 9) || '0'",
    );
    const comparison = fc
      .tuple(operand, fc.constantFrom('=', '<>', '<', '>=', 'IS DISTINCT FROM'), value)
      .map((parts) => parts.join(' '));
    const leaf = fc.oneof(
      comparison,
      fc
        .tuple(operand, fc.array(value, { minLength: 1, maxLength: 3 }))
        .map(([left, list]) => `${left} IN (${list.join()})`),
      operand.map((left) => `${left} IS NULL`),
      fc.constantFrom('id > 5', 'price < 9', "TRY(CAST(dt AS date)) > date '2026-11-21'"),
    );
    const { condition } = fc.letrec<{ condition: string }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc
          .tuple(tie('condition'), fc.constantFrom('AND', 'OR'), tie('condition'))
          .map((parts) => `(${parts.join(' ')})`),
        tie('condition').map((inner) => `NOT (${inner})`),
      ),
    }));
    const source = fc.constantFrom(
      (where: string) => `SELECT id FROM projected WHERE ${where}`,
      (where: string) => `SELECT id FROM (SELECT id, dt, shop, price FROM registered) WHERE ${where}`,
      (where: string) =>
        `SELECT l.id, r.id FROM projected l LEFT JOIN (SELECT id, dt AS rdt FROM registered) r ON l.id = r.id AND rdt <> '2026-11-20'
         WHERE ${where.replaceAll('id', 'l.id')}`,
    );
    const answers = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(source, condition, async (write, where) => {
        const sql = write(where);
        const name = createHash('sha1').update(sql).digest('hex');
        if (answers.has(name)) return;
        const pruned = await run(sql);
        answers.set(name, pruned.rows);
        const expected = await run(sql.replaceAll(/projected|registered/g, 'whole'));
        expect([pruned.rows, pruned.reason]).toEqual([expected.rows, expected.reason]);
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});
