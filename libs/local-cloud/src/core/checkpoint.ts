import type { Disk } from './disk.js';
import { readJsonFile, writeDurably } from './durable-file.js';

/**
 * The position up to which a consumer has delivered, on disk.
 *
 * Law: it never names more than was delivered, so a restart repeats at worst and never skips.
 */
export class Checkpoint<Position> {
  #position: Position | undefined;

  private constructor(
    private readonly disk: Disk,
    private readonly path: string,
    position: Position | undefined,
  ) {
    this.#position = position;
  }

  static async open<Position>(disk: Disk, path: string): Promise<Checkpoint<Position>> {
    return new Checkpoint(disk, path, await readJsonFile<Position>(disk, path));
  }

  get position(): Position | undefined {
    return this.#position;
  }

  /** Durable when it resolves. One call at a time: the owner is a sequential poller. */
  async save(position: Position): Promise<void> {
    await writeDurably(this.disk, this.path, JSON.stringify(position));
    this.#position = position;
  }
}
