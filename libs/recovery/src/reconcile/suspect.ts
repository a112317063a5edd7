import type { KeyedText } from '../scratch/keyed-lines.js';

/** A key, the text of the table's entry of it, and of each of the lake's. */
export interface Suspect {
  readonly key: string;
  readonly table: string | undefined;
  readonly lake: readonly string[];
}

/** A suspect as scratch keeps it: equal texts mean that neither side has moved. */
export const suspectEntry = ({ key, table, lake }: Suspect): KeyedText => ({
  key,
  text: JSON.stringify([table ?? null, ...lake.toSorted()]),
});

export const suspectOf = ({ key, text }: KeyedText): Suspect => {
  const [table, ...lake] = JSON.parse(text) as [string | null, ...string[]];
  return { key, table: table ?? undefined, lake };
};
