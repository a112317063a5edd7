// Finds what the code says about how it differs from AWS: comments that hold the word `Differs:`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['libs/aws-wire/src', 'libs/cfn-template/src', 'libs/local-cloud/src'];

/** @typedef {{ readonly area: string, readonly file: string, readonly note: string }} Difference */

/**
 * Every noted difference below the workspace's root, in the order of the files.
 * @param {string} root
 * @returns {readonly Difference[]}
 */
export const findDifferences = (root) =>
  SOURCES.flatMap((source) =>
    readdirSync(join(root, source), { recursive: true })
      .map((path) => `${source}/${String(path).replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .sort()
      .flatMap((file) =>
        notesOf(readFileSync(join(root, file), 'utf8')).map((note) => ({ area: areaOf(file), file, note })),
      ),
  );

/**
 * The notes of one file: from `Differs:` to the end of its paragraph.
 * @param {string} code
 * @returns {readonly string[]}
 */
export const notesOf = (code) =>
  paragraphsOf(code).flatMap((paragraph) => {
    const start = paragraph.indexOf('Differs:');
    return start < 0 ? [] : [capital(withoutLinks(paragraph.slice(start + 'Differs:'.length)))];
  });

/** Comments as paragraphs, without their markers. */
const paragraphsOf = (code) =>
  [...code.matchAll(/\/\*\*?[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n?)+/gm)].flatMap(([comment]) =>
    comment
      .replace(/^\s*\/\*\*?|\*\/\s*$/g, '')
      .split('\n')
      .map((line) => line.replace(/^\s*(?:\/\/|\*)\s?/, '').trim())
      .join('\n')
      .split(/\n{2,}/)
      .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim()),
  );

const withoutLinks = (text) => text.replace(/\s*https:\S+/g, '').trim();

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** `libs/local-cloud/src/services/kinesis/…` is kinesis; elsewhere the package is the area. */
const areaOf = (file) => /services\/([^/]+)\//.exec(file)?.[1] ?? file.split('/')[1];

/**
 * The differences as a Markdown table.
 * @param {readonly Difference[]} differences
 */
export const differencesTable = (differences) =>
  [
    '| area | difference | noted in |',
    '|---|---|---|',
    ...differences.map(
      ({ area, file, note }) =>
        `| ${area} | ${note.replaceAll('|', '\\|')} | [${file.split('/').at(-1)}](../${file}) |`,
    ),
  ].join('\n');

const BEGIN = '<!-- differences: written by `npx nx run fidelity:write` -->';
const END = '<!-- /differences -->';

/**
 * The page with its table of differences brought up to date.
 * @param {string} page
 * @param {readonly Difference[]} differences
 */
export const withDifferences = (page, differences) => {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`docs/fidelity.md must hold the lines ${BEGIN} and ${END}.`);
  const table = `<!-- prettier-ignore-start -->\n\n${differencesTable(differences)}\n\n<!-- prettier-ignore-end -->`;
  return `${page.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${page.slice(end)}`;
};
