/** A run of the engine's SQL, and where in the statement it comes from: an offset in characters. */
export interface Piece {
  readonly text: string;
  readonly at: number;
}

/** SQL for the engine that remembers its origin, so that the engine's errors point into the user's statement. */
export type Fragment = readonly Piece[];

export type Part = string | Fragment;

/** Puts parts together; what is new text stands for the given place of the statement. */
export const fragment = (at: number, ...parts: readonly Part[]): Fragment =>
  parts.flatMap((part) => (typeof part === 'string' ? [{ text: part, at }] : part));

/** The parts with a separator between them. */
export const separated = (at: number, parts: readonly Fragment[], separator: string): Fragment =>
  parts.flatMap((part, index) => (index === 0 ? part : [{ text: separator, at }, ...part]));

export const textOf = (parts: Fragment): string => parts.map(({ text }) => text).join('');
