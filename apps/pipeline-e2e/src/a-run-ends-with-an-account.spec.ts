import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './clients.js';
import { assemblyOf, LocalRun, summaryOf } from './local-run.js';

/** Object keys of the lake in a data directory. */
const lakeKeys = async (dataDirectory: string, stage: string, prefix: string): Promise<readonly string[]> => {
  const objects = join(dataDirectory, 's3', `sales-lake-${stage}-000000000000-us-east-1`, 'objects', prefix);
  return existsSync(objects) ? readdir(objects, { recursive: true }) : [];
};

describe('A run ends with an account of every sale', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'pipeline-e2e-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const complete = { lost: 0, duplicates: 0, rejected: 0, skipped: 0 };

  it.each(['dev', 'prod'])('streams 500 sales through stage %s and loses none', async (stage) => {
    const run = new LocalRun('--stage', stage, '--sales', '500', '--exit', '--json', '--data-dir', folder);
    const ended = await run.ended;
    expect(ended).toMatchObject({ code: 0 });
    expect(summaryOf(ended)).toMatchObject({ sales: 500, changes: 500, delivered: 500, ...complete });
    const keys = (await lakeKeys(folder, stage, 'sales')).filter((key) => key.endsWith('.gz'));
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toMatch(/^dt=\d{4}-\d{2}-\d{2}\//);
  });

  it('delivers updates and deletes too', async () => {
    const run = new LocalRun(
      '--sales',
      '400',
      '--updates',
      '0.3',
      '--deletes',
      '0.1',
      '--exit',
      '--json',
      '--data-dir',
      folder,
    );
    const ended = await run.ended;
    expect(ended.code).toBe(0);
    const summary = summaryOf(ended);
    expect(summary).toMatchObject({ sales: 400, ...complete });
    expect(Number(summary['changes'])).toBeGreaterThan(400);
    expect(summary['delivered']).toBe(summary['changes']);
  });

  it('puts a sale of prod into the partition of its own date', async () => {
    const file = join(folder, 'sales.ndjson');
    const sale = (id: string, day: string) =>
      JSON.stringify({
        sale_id: id,
        product_id: 'p',
        product_name: 'Lamp',
        quantity: 1,
        unit_price: '0.10',
        currency: 'GBP',
        status: 'COMPLETED',
        version: 1,
        creation_datetime: `${day}T12:00:00.000Z`,
      });
    await writeFile(file, [sale('a', '2015-02-28'), sale('b', '2015-03-01'), 'no sale at all'].join('\n'));
    const data = join(folder, 'data');
    const ended = await new LocalRun('--stage', 'prod', '--from', file, '--exit', '--json', '--data-dir', data).ended;
    expect(ended.code).toBe(0);
    expect(summaryOf(ended)).toMatchObject({ sales: 2, skipped: 1, delivered: 2, lost: 0, duplicates: 0 });
    expect(ended.stderr).toMatch(/line 3 skipped: /);
    expect((await lakeKeys(data, 'prod', 'sales')).filter((key) => !key.includes('/')).sort()).toEqual([
      'dt=2015-02-28',
      'dt=2015-03-01',
    ]);
  });

  it('continues after kill -9 without losing what was acknowledged', async () => {
    const killed = new LocalRun('--sales', '5000', '--exit', '--data-dir', folder);
    await eventually(
      () => lakeKeys(folder, 'dev', 'sales'),
      (keys) => keys.some((key) => key.endsWith('.gz')),
    );
    await killed.kill();
    const drained = await new LocalRun('--sales', '0', '--exit', '--json', '--data-dir', folder).ended;
    expect(drained.code).toBe(0);
    expect(summaryOf(drained)).toMatchObject({ sales: 0, lost: 0, duplicates: 0 });
  });

  it('takes everything from the template: another prefix there is another place here', async () => {
    const assembly = join(folder, 'assembly');
    await cp(assemblyOf('dev'), assembly, { recursive: true });
    const template = join(assembly, 'sales-cdc-dev.template.json');
    await writeFile(template, (await readFile(template, 'utf8')).replaceAll('sales/', 'elsewhere/'));
    const data = join(folder, 'data');
    const ended = await new LocalRun('--assembly', assembly, '--sales', '20', '--exit', '--json', '--data-dir', data)
      .ended;
    expect(summaryOf(ended)).toMatchObject({ delivered: 20, lost: 0 });
    expect(await lakeKeys(data, 'dev', 'sales')).toEqual([]);
    expect(await lakeKeys(data, 'dev', 'elsewhere')).not.toEqual([]);
  });
});
