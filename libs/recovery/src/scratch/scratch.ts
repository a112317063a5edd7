/** Room for more text than fits into memory, by name: a folder of temporary files, or a map for little. */
export interface Scratch {
  /** Appends to the text of that name; appends to one name must not overlap. */
  append(name: string, text: string): Promise<void>;
  /** How many characters the name holds; 0 when nothing was appended. */
  sizeOf(name: string): number;
  /** The text of the name from its beginning, in pieces of any length. */
  read(name: string): AsyncIterable<string>;
  remove(name: string): Promise<void>;
}

/** Scratch in memory, for what is known to be little. */
export const memoryScratch = (): Scratch => {
  const texts = new Map<string, string[]>();
  return {
    append: async (name, text) => {
      const pieces = texts.get(name);
      if (pieces) pieces.push(text);
      else texts.set(name, [text]);
    },
    sizeOf: (name) => (texts.get(name) ?? []).reduce((sum, { length }) => sum + length, 0),
    read: async function* (name) {
      yield* texts.get(name) ?? [];
    },
    remove: async (name) => {
      texts.delete(name);
    },
  };
};
