/**
 * The members of a JSON object with their values as they are written, so that no digit of a number is lost; undefined
 * for what is no JSON object. A name that comes twice has its last value, as with JSON.parse.
 */
export const jsonMembers = (text: string): ReadonlyMap<string, string> | undefined => {
  if (!isObject(text)) return undefined;
  const members = new Map<string, string>();
  let position = text.indexOf('{') + 1;
  for (;;) {
    const nameStart = text.indexOf('"', position);
    if (nameStart === -1) return members;
    const nameEnd = endOfText(text, nameStart);
    const valueStart = text.indexOf(':', nameEnd) + 1;
    const valueEnd = endOfValue(text, valueStart);
    members.set(JSON.parse(text.slice(nameStart, nameEnd)) as string, text.slice(valueStart, valueEnd).trim());
    position = valueEnd + 1;
  }
};

/** All that follows relies on it: what is no JSON never gets to the scanning. */
const isObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** The position after the quotation mark that ends the text which begins here. */
const endOfText = (text: string, start: number): number => {
  let position = start + 1;
  while (text[position] !== '"') position += text[position] === '\\' ? 2 : 1;
  return position + 1;
};

/** The position of the comma or the bracket that ends the value which begins here. */
const endOfValue = (text: string, start: number): number => {
  let depth = 0;
  for (let position = start; position < text.length; position++) {
    const character = text[position];
    if (character === '"') position = endOfText(text, position) - 1;
    else if (character === '{' || character === '[') depth++;
    else if (depth === 0 && (character === ',' || character === '}')) return position;
    else if (character === '}' || character === ']') depth--;
  }
  return text.length;
};
