import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCloudAssembly } from './cloud-assembly.js';

const template = { Resources: { A: { Type: 'T' } } };
const stack = (name: string, dependencies: readonly string[] = [], properties: object = {}): object => ({
  type: 'aws:cloudformation:stack',
  properties: { templateFile: `${name}.template.json`, ...properties },
  dependencies,
});

describe('readCloudAssembly', () => {
  let directory: string;
  const write = async (name: string, content: unknown): Promise<void> => {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  };
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'assembly-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('reads the stacks in dependency order, with the names they are deployed under', async () => {
    const artifacts = {
      B: stack('B', ['A', 'B.assets']),
      A: stack('A', [], { stackName: 'sales-a' }),
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    };
    await write('manifest.json', { version: '55.0.0', artifacts });
    await write('A.template.json', template);
    await write('B.template.json', template);
    const assembly = await readCloudAssembly(directory);
    expect(assembly.stacks).toEqual([
      { stackName: 'sales-a', template, dependsOn: [] },
      { stackName: 'B', template, dependsOn: ['sales-a'] },
    ]);
    expect(assembly.directory).toBe(directory);
  });

  it('reads the stacks and assets of nested assemblies', async () => {
    await write('manifest.json', {
      artifacts: { Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } } },
    });
    const assets = { type: 'cdk:asset-manifest', properties: { file: 'C.assets.json' } };
    await write('assembly-Stage/manifest.json', {
      artifacts: { C: stack('C', [], { stackName: 'Stage-C' }), 'C.assets': assets },
    });
    await write('assembly-Stage/C.template.json', template);
    await write('assembly-Stage/C.assets.json', {
      files: { a: { source: { path: '../asset.a' }, destinations: { d: { objectKey: 'a.zip' } } } },
    });
    const assembly = await readCloudAssembly(directory);
    expect(assembly.stacks.map(({ stackName }) => stackName)).toEqual(['Stage-C']);
    expect(assembly.assetPath('a.zip')).toBe(join(directory, 'asset.a'));
  });

  it('finds assets by their key in the bucket', async () => {
    await write('manifest.json', {
      artifacts: { 'A.assets': { type: 'cdk:asset-manifest', properties: { file: 'A.assets.json' } } },
    });
    await write('A.assets.json', {
      files: {
        a: {
          source: { path: 'asset.a', packaging: 'zip' },
          destinations: { here: { objectKey: 'a.zip' }, there: { objectKey: 'prefix/a.zip' } },
        },
        made: { source: { executable: ['make'] }, destinations: { here: { objectKey: 'made.zip' } } },
      },
    });
    const assembly = await readCloudAssembly(directory);
    expect(['a.zip', 'prefix/a.zip', 'made.zip', 'other.zip'].map((key) => assembly.assetPath(key))).toEqual([
      join(directory, 'asset.a'),
      join(directory, 'asset.a'),
      undefined,
      undefined,
    ]);
  });

  describe('says in one sentence what is wrong:', () => {
    const refusal = (): Promise<string> =>
      readCloudAssembly(directory).then(
        () => 'nothing',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );

    it('no such folder', async () => {
      await rm(directory, { recursive: true });
      expect(await refusal()).toBe(
        `There is no cloud assembly at ${directory}: no such folder. Synthesize the CDK app first.`,
      );
    });

    it('a folder without a manifest', async () => {
      expect(await refusal()).toBe(
        `${directory} is no cloud assembly: its manifest.json cannot be read: there is no such file.`,
      );
    });

    it('a manifest that is none', async () => {
      await write('manifest.json', []);
      expect(await refusal()).toContain('is no cloud assembly: its manifest.json lists no artifacts.');
    });

    it('a template that is broken JSON', async () => {
      await write('manifest.json', { artifacts: { A: stack('A') } });
      await write('A.template.json', '{"Resources":');
      expect(await refusal()).toMatch(/^The template A\.template\.json of the cloud assembly is not valid JSON: /);
    });

    it('a template that is none', async () => {
      await write('manifest.json', { artifacts: { A: stack('A') } });
      await write('A.template.json', []);
      expect(await refusal()).toBe('Stack A, template: a template must be a JSON object.');
    });

    it('stacks that depend on each other in a circle', async () => {
      await write('manifest.json', { artifacts: { A: stack('A', ['B']), B: stack('B', ['A']) } });
      await write('A.template.json', template);
      await write('B.template.json', template);
      expect(await refusal()).toBe(
        'The stacks of the cloud assembly cannot be ordered: they depend on each other in a circle: A → B → A.',
      );
    });

    it('an artifact without its file', async () => {
      await write('manifest.json', { artifacts: { A: { type: 'aws:cloudformation:stack' } } });
      expect(await refusal()).toBe(
        "The cloud assembly's artifact A has no templateFile; synthesize the CDK app again.",
      );
    });
  });
});
