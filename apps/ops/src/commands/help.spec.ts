import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpOf, helpOfCommand } from '../command-line/help.js';
import { COMMANDS } from './commands.js';

const TEXTS = [
  { name: 'ops', text: helpOf(COMMANDS) },
  ...COMMANDS.map((command) => ({ name: command.name, text: helpOfCommand(command) })),
];

const goldenFile = (name: string): string => join(import.meta.dirname, '..', '__golden__', `${name}.help.txt`);

describe('--help', () => {
  it.each(TEXTS)('of $name is the reviewed one (UPDATE_GOLDEN=1 accepts a change)', ({ name, text }) => {
    if (process.env['UPDATE_GOLDEN']) writeFileSync(goldenFile(name), text);
    expect(text).toBe(readFileSync(goldenFile(name), 'utf8'));
  });

  it.each(TEXTS)('of $name fits into 120 columns', ({ text }) => {
    expect(text.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  it('is there for every command that Nx runs, and only for those', () => {
    const packageJson = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
      readonly nx: { readonly targets: Readonly<Record<string, unknown>> };
    };
    const targets = Object.keys(packageJson.nx.targets).filter((target) => target !== 'build');
    expect([...targets].sort()).toEqual(COMMANDS.map(({ name }) => name).sort());
  });
});
