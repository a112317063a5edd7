import { invalidPattern } from './invalid-pattern.js';

/** The steps from the root of a document to one of its values. */
export type Selector = readonly (string | number)[];

const STEP = /\.([A-Za-z0-9_-]+)|\[(\d+)\]|\[['"]([^'"\]]+)['"]\]/y;

/** `$.user.roles[0]`, `$['a.b']` */
export const parseSelector = (text: string): Selector => {
  if (text.includes('*')) throw invalidPattern(`The local cloud does not support wildcards in selectors: ${text}`);
  const steps: (string | number)[] = [];
  const reader = new RegExp(STEP);
  reader.lastIndex = 1;
  while (reader.lastIndex < text.length) {
    const [match, name, index, quoted] = reader.exec(text) ?? [];
    if (match === undefined) throw invalidPattern(`Invalid JSON selector: ${text}`);
    steps.push(index === undefined ? (name ?? quoted ?? '') : Number(index));
  }
  if (steps.length === 0) throw invalidPattern(`Invalid JSON selector: ${text}`);
  return steps;
};

/** The value there; undefined where the document has none. */
export const select = (document: unknown, selector: Selector): unknown =>
  selector.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    document,
  );
