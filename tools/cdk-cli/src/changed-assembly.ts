import { createHash } from 'node:crypto';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface ChangeableResource {
  Type: string;
  Properties: Record<string, unknown>;
  [member: string]: unknown;
}

/** A template as it is changed: resources by logical id. */
export interface ChangeableTemplate {
  readonly Resources: Record<string, ChangeableResource>;
}

/** How an app shall look as if its source had been changed. */
export interface AssemblyChange {
  readonly template?: (template: ChangeableTemplate) => void;
  /** The code of functions, `index.cjs`, by a part of their names. */
  readonly code?: Readonly<Record<string, (source: string) => string>>;
}

/** The properties of the only resource of a type, among those whose properties have that text in them. */
export const theOne = ({ Resources }: ChangeableTemplate, type: string, text = ''): Record<string, unknown> => {
  const found = Object.values(Resources).filter(
    ({ Type, Properties }) => Type === type && JSON.stringify(Properties).includes(text),
  );
  const [only] = found;
  if (found.length !== 1 || !only) throw new Error(`The template has ${found.length} of ${type} with "${text}".`);
  return only.Properties;
};

/**
 * A copy of a synthesized assembly with one stack, changed. Assets are known by what they hold, and so is the template: what
 * changes gets another name, as if CDK had synthesized it.
 */
export const changedAssembly = async (
  from: string,
  to: string,
  { template: change, code = {} }: AssemblyChange,
): Promise<string> => {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  const manifest = await readFile(join(to, 'manifest.json'), 'utf8');
  const templateFile = /"templateFile": "([^"]+)"/.exec(manifest)?.[1] ?? '';
  const formerKey = /([0-9a-f]{64})\.json/.exec(manifest)?.[1] ?? '';
  const files = [templateFile, 'manifest.json', templateFile.replace('.template.json', '.assets.json')];

  for (const [name, changeCode] of Object.entries(code)) await changeFunction(to, files, name, changeCode);
  const template = JSON.parse(await readFile(join(to, templateFile), 'utf8')) as ChangeableTemplate;
  change?.(template);
  const body = JSON.stringify(template, undefined, 1);
  await writeFile(join(to, templateFile), body);
  await replaceIn(to, files.slice(1), formerKey, hashOf(body));
  return to;
};

const changeFunction = async (
  folder: string,
  files: readonly string[],
  name: string,
  change: (source: string) => string,
): Promise<void> => {
  const template = JSON.parse(await readFile(join(folder, files[0] ?? ''), 'utf8')) as ChangeableTemplate;
  const { S3Key } = theOne(template, 'AWS::Lambda::Function', name)['Code'] as { readonly S3Key: string };
  const former = S3Key.replace('.zip', '');
  const file = join(folder, `asset.${former}`, 'index.cjs');
  const source = await readFile(file, 'utf8');
  const changed = change(source);
  if (changed === source) throw new Error(`The code of ${name} did not change.`);
  await writeFile(file, changed);
  await rename(join(folder, `asset.${former}`), join(folder, `asset.${hashOf(changed)}`));
  await replaceIn(folder, files, former, hashOf(changed));
};

const replaceIn = async (folder: string, files: readonly string[], before: string, after: string): Promise<void> => {
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replaceAll(before, after));
  }
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
