import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../../core/clock.js';
import type { Disk } from '../../../core/disk.js';
import { readJsonFile, writeDurably } from '../../../core/durable-file.js';
import type { PipeProperties } from './pipe-configuration.js';

export type DesiredState = 'RUNNING' | 'STOPPED';

/** What is kept of a pipe from run to run. */
export interface StoredPipe {
  readonly streamArn: string;
  readonly desiredState: DesiredState;
  /** What the template asked for last: a pipe stopped by hand stays stopped until the template itself changes. */
  readonly templateState: DesiredState;
  /** What the template said last; absent from a pipe of the first release. */
  readonly properties?: PipeProperties;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
}

/** The durable state of one pipe, in its folder. */
export class PipeState {
  private constructor(
    private readonly disk: Disk,
    private readonly path: string,
    private readonly clock: Clock,
    private stored: StoredPipe,
  ) {}

  static async find(disk: Disk, directory: string): Promise<StoredPipe | undefined> {
    return readJsonFile<StoredPipe>(disk, join(directory, 'pipe.json'));
  }

  /** Takes over what an earlier run left, as far as it fits the template. */
  static async open(
    disk: Disk,
    directory: string,
    streamArn: string,
    properties: PipeProperties,
    clock: Clock,
  ): Promise<PipeState> {
    const before = await PipeState.find(disk, directory);
    const now = clock.now();
    const templateState = properties.DesiredState ?? 'RUNNING';
    const isChanged = before?.properties !== undefined && !isDeepStrictEqual(before.properties, properties);
    const desiredState = before?.templateState === templateState ? before.desiredState : templateState;
    const state = new PipeState(disk, join(directory, 'pipe.json'), clock, {
      streamArn,
      desiredState,
      templateState,
      createdAtMs: before?.createdAtMs ?? now,
      modifiedAtMs: isChanged ? now : (before?.modifiedAtMs ?? now),
      properties,
    });
    await state.keep();
    return state;
  }

  get current(): StoredPipe {
    return this.stored;
  }

  /** Makes durable what is current. */
  async keep(): Promise<void> {
    await this.#save(this.stored);
  }

  async desire(desiredState: DesiredState): Promise<void> {
    await this.#save({ ...this.stored, desiredState, modifiedAtMs: this.clock.now() });
  }

  async #save(stored: StoredPipe): Promise<void> {
    await writeDurably(this.disk, this.path, JSON.stringify(stored));
    this.stored = stored;
  }
}
