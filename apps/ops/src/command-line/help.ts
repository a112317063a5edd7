import type { Command, CommandOption } from './command.js';
import { SHARED_OPTIONS } from './shared-options.js';

const WIDTH = 22;
const LINE_WIDTH = 120;

/** What `ops --help` prints. */
export const helpOf = (commands: readonly Command[]): string => `ops COMMAND [options]

What the one on call runs, on AWS or on a local cloud.

Commands
${commands.map(({ name, summary }) => line(name, summary)).join('\n')}

Every command
${optionLines({ ...SHARED_OPTIONS, 'dry-run': { kind: 'flag', help: 'looks and tells, and changes nothing' } })}

Exit code: 0 all is well, 1 something is wrong and named, 2 it could not be done.
`;

/** What `ops COMMAND --help` prints. */
export const helpOfCommand = ({ name, words, description, options, dryRun }: Command): string => `${[
  `ops ${name}${words ? ` ${words.value}` : ''} [options]`,
  description,
  ...(words ? [`What\n${line(words.value, words.help)}`] : []),
  ...(Object.keys(options).length > 0 ? [`Options\n${optionLines(options)}`] : []),
  `Every command\n${optionLines({ ...SHARED_OPTIONS, 'dry-run': { kind: 'flag', help: dryRun } })}`,
].join('\n\n')}
`;

const optionLines = (options: Readonly<Record<string, CommandOption>>): string =>
  Object.entries(options)
    .map(([name, option]) => line(`--${name}${option.kind === 'text' ? ` ${option.value}` : ''}`, option.help))
    .join('\n');

/** The right column is broken between words, so that no line is longer than a terminal that is not narrow. */
const line = (left: string, right: string): string => {
  const [first = '', ...more] = broken(right, LINE_WIDTH - WIDTH - 2);
  const margin = ' '.repeat(WIDTH + 2);
  const head = left.length < WIDTH - 1 ? `  ${left.padEnd(WIDTH)}${first}` : `  ${left}\n${margin}${first}`;
  return [head, ...more.map((text) => margin + text)].join('\n');
};

const broken = (text: string, width: number): readonly string[] => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
};
