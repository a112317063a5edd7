import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyOf, LocalRun } from './local-run.js';

describe('Bad input is answered with one sentence and exit code 1', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'pipeline-e2e-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const sentence = async (...args: readonly string[]): Promise<string> => {
    const { code, stderr } = await new LocalRun(...args).ended;
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    return stderr;
  };

  /** A copy of the dev assembly with its template changed. */
  const changedAssembly = async (change: (template: string) => string): Promise<string> => {
    const assembly = join(folder, 'assembly');
    await cp(assemblyOf('dev'), assembly, { recursive: true });
    const path = join(assembly, 'sales-cdc-dev.template.json');
    await writeFile(path, change(await readFile(path, 'utf8')));
    return assembly;
  };

  it('an unknown option', async () => {
    expect(await sentence('--sale', '5')).toMatch(/Unknown option '--sale'/);
  });

  it('a port that is taken', async () => {
    const { run, endpoint } = await LocalRun.serving('--ephemeral');
    await using _serving = run;
    const port = new URL(endpoint).port;
    expect(await sentence('--no-sales', '--ephemeral', '--port', port)).toMatch(new RegExp(`Port ${port} is taken`));
  });

  it('a file that is not there', async () => {
    expect(await sentence('--from', join(folder, 'none.csv'), '--exit', '--json', '--ephemeral')).toMatch(/none\.csv/);
  });

  it('a data directory that cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    expect(await sentence('--no-sales', '--data-dir', join(folder, 'file'))).toMatch(
      /data directory .* cannot be written/,
    );
  });

  it('a data directory of another stage', async () => {
    await (await LocalRun.serving('--data-dir', folder)).run[Symbol.asyncDispose]();
    expect(await sentence('--no-sales', '--stage', 'prod', '--data-dir', folder)).toMatch(
      /holds sales-cdc-dev, not sales-cdc-prod/,
    );
  });

  it('a data directory that another run holds', async () => {
    await using _serving = (await LocalRun.serving('--data-dir', folder)).run;
    expect(await sentence('--no-sales', '--data-dir', folder)).toMatch(/is in use by another process/);
  });

  it('a folder that is no cloud assembly', async () => {
    expect(await sentence('--no-sales', '--ephemeral', '--assembly', folder)).toMatch(/no cloud assembly|manifest/);
  });

  it('a type of resource that the local cloud does not have', async () => {
    const assembly = await changedAssembly((template) =>
      template.replace('AWS::Kinesis::Stream"', 'AWS::MSK::Cluster"'),
    );
    expect(await sentence('--no-sales', '--ephemeral', '--assembly', assembly)).toMatch(
      /sales-cdc-dev\/\w+: .*AWS::MSK::Cluster/,
    );
  });

  it('a property that the local cloud does not honour', async () => {
    const assembly = await changedAssembly((template) => template.replace('"BufferingHints"', '"BufferingHopes"'));
    expect(await sentence('--no-sales', '--ephemeral', '--assembly', assembly)).toMatch(
      /AWS::KinesisFirehose::DeliveryStream.*ExtendedS3DestinationConfiguration\.BufferingHopes/,
    );
  });

  it('a Lambda bundle that is missing', async () => {
    const assembly = await changedAssembly((template) =>
      template.replaceAll(/"S3Key": "[0-9a-f]+\.zip"/g, '"S3Key": "0000.zip"'),
    );
    expect(await sentence('--no-sales', '--ephemeral', '--assembly', assembly)).toMatch(
      /The code of the Lambda function .* is not in the cloud assembly; build the function/,
    );
  });
});
