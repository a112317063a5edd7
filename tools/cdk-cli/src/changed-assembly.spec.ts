import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedAssembly, theOne, type ChangeableTemplate } from './changed-assembly.js';

const CODE = 'a'.repeat(64);
const TEMPLATE = 'b'.repeat(64);

describe('A changed copy of an assembly', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assembly-'));
    await mkdir(join(folder, 'from', `asset.${CODE}`), { recursive: true });
    const write = (file: string, content: unknown) =>
      writeFile(join(folder, 'from', file), typeof content === 'string' ? content : JSON.stringify(content, null, 1));
    await write(`asset.${CODE}/index.cjs`, 'exports.handler = 1;');
    await write('manifest.json', { templateFile: 's.template.json', template: `s3://assets/${TEMPLATE}.json` });
    await write('s.assets.json', { [CODE]: `asset.${CODE}`, [TEMPLATE]: 's.template.json' });
    await write('s.template.json', {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
        Transform: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'f', Code: { S3Key: `${CODE}.zip` } } },
      },
    });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const read = (file: string) => readFile(join(folder, 'to', file), 'utf8');

  it('names template and code by what they hold now, wherever they are named', async () => {
    await changedAssembly(join(folder, 'from'), join(folder, 'to'), {
      code: { f: (source) => source.replace('1', '2') },
      template: (template) => (theOne(template, 'AWS::SQS::Queue')['QueueName'] = 'other'),
    });
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    const template = await read('s.template.json');
    const code = hash('exports.handler = 2;');
    expect(await readdir(join(folder, 'to'))).toContain(`asset.${code}`);
    expect(await read(`asset.${code}/index.cjs`)).toBe('exports.handler = 2;');
    expect(theOne(JSON.parse(template) as ChangeableTemplate, 'AWS::SQS::Queue')).toEqual({ QueueName: 'other' });
    expect(template).toContain(`${code}.zip`);
    expect(await read('manifest.json')).toContain(`${hash(template)}.json`);
    expect(JSON.parse(await read('s.assets.json'))).toEqual({
      [code]: `asset.${code}`,
      [hash(template)]: 's.template.json',
    });
    expect(await readFile(join(folder, 'from', `asset.${CODE}`, 'index.cjs'), 'utf8')).toContain('1');
  });

  it('refuses a change of code that changes nothing, and a resource that is not the only one', async () => {
    const change = (code: Readonly<Record<string, (source: string) => string>>) =>
      changedAssembly(join(folder, 'from'), join(folder, 'to'), { code });
    await expect(change({ f: (source) => source })).rejects.toThrow('The code of f did not change.');
    await expect(change({ g: () => '' })).rejects.toThrow('The template has 0 of AWS::Lambda::Function with "g".');
  });
});
