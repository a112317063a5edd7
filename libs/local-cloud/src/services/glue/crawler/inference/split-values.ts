import { DEEPEST } from './type-of-text.js';

/** A text may end within a string. */
const STRUCTURE = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[{}[\]]/gs;

/**
 * The objects and lists that follow each other in a text; undefined when there is anything else between them. A last
 * one that is not whole is left out where the text is cut, and makes it no JSON where it is not.
 */
export const splitValues = (text: string, isCut: boolean): readonly string[] | undefined => {
  const values: string[] = [];
  let [depth, start, end] = [0, 0, 0];
  for (const { 0: token, index } of text.matchAll(STRUCTURE)) {
    if (depth === 0) {
      if (token.startsWith('"') || text.slice(end, index).trim() !== '') return undefined;
      start = index;
    }
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth < 0 || depth > DEEPEST) return undefined;
    if (depth > 0) continue;
    end = index + 1;
    values.push(text.slice(start, end));
  }
  const isWhole = depth === 0 && text.slice(end).trim() === '';
  return isWhole || (depth > 0 && isCut) ? values : undefined;
};
