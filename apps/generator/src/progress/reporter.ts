import type { BadLine } from '../file/row.js';
import type { Counts } from '../writing/counts.js';

/** What a run is about to do. */
export interface Start {
  readonly table: string;
  /** Undefined for AWS itself. */
  readonly endpoint: string | undefined;
  readonly seed: number;
  /** The file that is replayed; undefined for made-up sales. */
  readonly from: string | undefined;
}

/** Tells whoever started the run what happens in it. */
export interface Reporter {
  /** How often it wants to hear of progress. */
  readonly intervalMs: number;
  started(start: Start): void;
  skipped(bad: BadLine): void;
  progress(counts: Readonly<Counts>, changesPerSecond: number): void;
  done(counts: Readonly<Counts>, elapsedMs: number): void;
  /** Something the user should know, in one sentence. */
  note(sentence: string): void;
}

/** Where a reporter writes. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}
