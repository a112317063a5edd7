import type { Image } from '@sales-cdc/stream-codec';

/** Where a segment goes on: JSON that only its source understands. */
export type Cursor = Readonly<Record<string, unknown>>;

/** Some items of a segment, with where the next ones are; `next` is undefined at the end. */
export interface ItemPage {
  /** In the JSON of the wire. */
  readonly items: readonly Image[];
  /** A moment before the items were read, in milliseconds since 1970. */
  readonly readAtMs: number;
  readonly next: Cursor | undefined;
}

/** Every item of a table, in segments that can be read side by side and each go on anywhere. */
export interface ItemSource {
  /** What is read, in words; a backfill goes on only from the source that it was begun with. */
  readonly description: string;
  readonly segments: number;
  /** The moment that the items stand for, if it is not the backfill's own, in milliseconds since 1970. */
  readonly asOfMs?: number;
  readonly pages: (segment: number, from: Cursor | undefined) => AsyncIterable<ItemPage>;
}
