import { invalidInput } from '../errors.js';

/**
 * Whether a key, seen from the target's folder, matches one of the patterns.
 * https://docs.aws.amazon.com/glue/latest/dg/define-crawler-choose-data-sources.html#crawler-exclude-patterns
 */
export const exclusionOf = (patterns: readonly string[]): ((relativeKey: string) => boolean) => {
  const expressions = patterns.map(expressionOf);
  return (relativeKey) => expressions.some((expression) => expression.test(relativeKey));
};

const PARTS = /\*\*|\\.|\[!?[^\]/]+\]|./gsu;

/** `*` stays in a folder, `**` does not; `?`, `[a-z]`, `[!a]`, `{a,b}` and `\` as in a shell. */
const expressionOf = (pattern: string): RegExp => {
  let groups = 0;
  const source = (pattern.match(PARTS) ?? []).map((part) => {
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part === '{') return groups++ < 1 ? '(?:' : undefined;
    if (part === '}') return groups-- > 0 ? ')' : undefined;
    if (part === ',' && groups > 0) return '|';
    if (part.length > 2 && part.startsWith('[')) return characterClass(part);
    return literal(part.length === 2 && part.startsWith('\\') ? part.slice(1) : part);
  });
  if (groups !== 0 || source.includes(undefined))
    throw invalidInput(`The exclusion pattern ${pattern} has groups that are nested or not closed.`);
  return compiled(source.join(''), pattern);
};

const characterClass = (part: string): string => {
  const negated = part.startsWith('[!');
  const members = part.slice(negated ? 2 : 1, -1).replace(/[\\^\]]/g, (character) => `\\${character}`);
  return negated ? `(?!/)[^${members}]` : `[${members}]`;
};

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/gu, (one) => `\\${one}`);

const compiled = (source: string, pattern: string): RegExp => {
  try {
    return new RegExp(`^${source}$`, 's');
  } catch (cause) {
    throw Object.assign(invalidInput(`The exclusion pattern ${pattern} cannot be read.`), { cause });
  }
};
