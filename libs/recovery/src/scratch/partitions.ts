import { keyedLine, type KeyedText } from './keyed-lines.js';
import type { Scratch } from './scratch.js';

const BITS = 6;

/** How many partitions there are at each level. */
export const FANOUT = 2 ** BITS;

/** Levels that a 32-bit hash has digits for. */
export const LEVELS = Math.floor(32 / BITS);

const MOST_WAITING_CHARS = 64 * 1024;

/** Spreads texts over scratch files by the hash of their keys, so that equal keys of two sides lie in partitions of one number. */
export class Partitions {
  readonly #waiting: string[] = new Array<string>(FANOUT).fill('');
  readonly #written: Promise<void>[] = new Array<Promise<void>>(FANOUT).fill(Promise.resolve());

  constructor(
    private readonly scratch: Scratch,
    private readonly prefix: string,
    private readonly level = 0,
  ) {}

  /** A promise only when there is something to wait for. */
  add(entry: KeyedText): Promise<void> | undefined {
    const partition = (hashOf(entry.key) >>> (BITS * this.level)) % FANOUT;
    const waiting = (this.#waiting[partition] ?? '') + keyedLine(entry);
    this.#waiting[partition] = waiting;
    return waiting.length < MOST_WAITING_CHARS ? undefined : this.#write(partition);
  }

  /** Writes what is left; afterwards {@link partitionName} names everything that was added. */
  async close(): Promise<void> {
    for (let partition = 0; partition < FANOUT; partition++) await this.#write(partition);
  }

  #write(partition: number): Promise<void> {
    const text = this.#waiting[partition] ?? '';
    this.#waiting[partition] = '';
    const before = this.#written[partition] ?? Promise.resolve();
    const written =
      text === '' ? before : before.then(() => this.scratch.append(partitionName(this.prefix, partition), text));
    this.#written[partition] = written;
    return written;
  }
}

export const partitionName = (prefix: string, partition: number): string => `${prefix}-${partition}`;

/** FNV-1a over UTF-16 units, with its bits mixed once more. http://www.isthe.com/chongo/tech/comp/fnv/ */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};
