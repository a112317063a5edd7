/** A type of the Glue catalog; only structs are looked into. */
export type HiveType =
  | { readonly kind: 'plain'; readonly name: string }
  | { readonly kind: 'struct'; readonly members: ReadonlyMap<string, HiveType> };

/** Reads `struct<sku:string,price:decimal(18,4)>`; what is no struct is taken as it is written. */
export const readHiveType = (text: string): HiveType => {
  const type = text.trim().toLowerCase();
  const [, inside] = /^struct<(.*)>$/s.exec(type) ?? [];
  if (inside === undefined) return { kind: 'plain', name: type };
  const members = topLevelParts(inside).map((part): readonly [string, HiveType] => {
    const colon = part.indexOf(':');
    return [part.slice(0, colon).trim(), readHiveType(part.slice(colon + 1))];
  });
  return { kind: 'struct', members: new Map(members) };
};

/** Split at the commas that are in no brackets. */
const topLevelParts = (text: string): readonly string[] => {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let position = 0; position < text.length; position++) {
    const character = text.charAt(position);
    if ('<('.includes(character)) depth += 1;
    else if ('>)'.includes(character)) depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, position));
      start = position + 1;
    }
  }
  return text === '' ? [] : [...parts, text.slice(start)];
};

/** The type in one word for people. */
export const hiveTypeName = (type: HiveType): string => (type.kind === 'plain' ? type.name : 'struct');
