import { bytesOf } from '../objects/lines.js';
import type { ObjectStore } from '../objects/object-store.js';
import { Refusal } from '../refusal.js';
import { isServiceError } from '../shard-range/service-error.js';
import type { Cursor, ItemSource } from './item-source.js';

/** The folder of what backfills remember; outside of what any table reads. */
export const BACKFILL_PREFIX = 'backfill/';

/** What a backfill was begun with. */
export interface BackfillPlan {
  readonly source: string;
  readonly segments: number;
  readonly asOfMs: number;
}

/** How far a segment is; all before `cursor` is in the lake. */
export interface SegmentProgress {
  readonly cursor?: Cursor;
  readonly isDone: boolean;
  readonly items: number;
  readonly rows: number;
  readonly objects: number;
  /** Items that are no sales, the first of them with their reasons. */
  readonly refused: number;
  readonly refusals: readonly ItemRefusal[];
}

export interface ItemRefusal {
  readonly key: string;
  readonly reason: string;
}

type Store = Pick<ObjectStore, 'GetObject' | 'PutObject'>;

/** The objects in which a backfill remembers how far it is. */
export class BackfillJournal {
  constructor(
    private readonly store: Store,
    private readonly bucket: string,
    private readonly id: string,
  ) {}

  /** The plan as it was begun; throws a Refusal when that was another one. */
  async begin(source: ItemSource, startedAtMs: number, dryRun: boolean): Promise<BackfillPlan> {
    const begun = await this.#read<BackfillPlan>('plan');
    const { description, segments, asOfMs = startedAtMs } = source;
    if (begun && begun.source !== description)
      throw new Refusal(`The backfill ${this.id} was begun over ${begun.source}: go on with that, or name another.`);
    if (begun) return begun;
    const plan = { source: description, segments, asOfMs };
    if (!dryRun) await this.#write('plan', plan);
    return plan;
  }

  progressOf(segment: number): Promise<SegmentProgress | undefined> {
    return this.#read(`segment-${segment}`);
  }

  async record(segment: number, progress: SegmentProgress): Promise<void> {
    await this.#write(`segment-${segment}`, progress);
  }

  async #read<T>(name: string): Promise<T | undefined> {
    try {
      const { Body } = await this.store.GetObject({ Bucket: this.bucket, Key: this.#key(name) });
      return JSON.parse((await bytesOf(Body)).toString('utf8')) as T;
    } catch (error) {
      if (isServiceError(error, ['NoSuchKey'])) return undefined;
      throw error;
    }
  }

  async #write(name: string, value: object): Promise<void> {
    await this.store.PutObject({
      Bucket: this.bucket,
      Key: this.#key(name),
      Body: Buffer.from(JSON.stringify(value)),
    });
  }

  #key(name: string): string {
    return `${BACKFILL_PREFIX}${this.id}/${name}.json`;
  }
}
