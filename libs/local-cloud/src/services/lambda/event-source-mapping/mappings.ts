import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Disk } from '../../../core/disk.js';
import { readJsonFile } from '../../../core/durable-file.js';
import { randomUuid } from '../../../core/random-uuid.js';
import type { StageProgress } from '../../../core/service.js';
import type { LambdaState } from '../lambda-state.js';
import { mappingExists, mappingNotFound } from './mapping-errors.js';
import { mappingSettings, type MappingInput, type MappingSettings } from './mapping-settings.js';
import { Mapping, type StoredMapping } from './mapping.js';

/** The event source mappings of the account, each in a folder of its own. They read from `start` on. */
export class Mappings implements AsyncDisposable {
  readonly #mappings = new Map<string, Mapping>();
  #left: Promise<Map<string, StoredMapping>> | undefined;
  #started = false;

  get all(): readonly Mapping[] {
    return [...this.#mappings.values()].sort((a, b) => (a.stored.uuid < b.stored.uuid ? -1 : 1));
  }

  require(uuid: string | undefined): Mapping {
    const mapping = this.#mappings.get(uuid ?? '');
    if (!mapping) throw mappingNotFound();
    return mapping;
  }

  async create(input: MappingInput, state: LambdaState): Promise<Mapping> {
    const settings = this.#settings(input, state);
    this.#refuseSecond(settings);
    const now = state.context.clock.now();
    return this.#put(
      { uuid: randomUuid(state.context.random), settings, createdAtMs: now, modifiedAtMs: now },
      state,
      true,
    );
  }

  /** Brings the mapping of a template to these properties; one that is there, or was in an earlier run, goes on where it was. */
  async provision(origin: string, input: MappingInput, state: LambdaState): Promise<Mapping> {
    const settings = this.#settings(input, state);
    const running = this.all.find(({ stored }) => stored.origin === origin);
    if (running) return this.#change(running, settings, state);
    const left = await this.#leftBefore(state);
    const before = [...left.values()].find((one) => one.origin === origin);
    const isSame = before?.settings.eventSourceArn === settings.eventSourceArn;
    if (before) left.delete(before.uuid);
    if (before && !isSame) await new Mapping(before, folderOf(state, before.uuid), '', state).remove();
    this.#refuseSecond(settings);
    const now = state.context.clock.now();
    const { uuid = randomUuid(state.context.random), createdAtMs = now } = isSame ? before : {};
    const modifiedAtMs = isSame && isDeepStrictEqual(before.settings, settings) ? before.modifiedAtMs : now;
    return this.#put({ uuid, origin, settings, createdAtMs, modifiedAtMs }, state, !isSame);
  }

  async update(uuid: string | undefined, change: MappingInput, state: LambdaState): Promise<Mapping> {
    const mapping = this.require(uuid);
    const settings = this.#settings({ ...inputOf(mapping.stored.settings), ...given(change) }, state);
    return this.#change(mapping, settings, state);
  }

  /** Lets the function's mappings act under the role that it has now; one that this role does not let read says so and stops. */
  async takeRoleOf(functionName: string, state: LambdaState): Promise<void> {
    for (const mapping of this.all.filter(({ stored }) => stored.settings.functionName === functionName)) {
      await mapping[Symbol.asyncDispose]();
      await this.#put(mapping.stored, state, false).catch((error: unknown) =>
        tellUnusable(mapping.stored, error, state),
      );
    }
  }

  async remove(uuid: string | undefined): Promise<Mapping> {
    const mapping = this.require(uuid);
    this.#mappings.delete(mapping.stored.uuid);
    await mapping.remove();
    return mapping;
  }

  /** Takes over what API calls of an earlier run made, and lets all read. What its template no longer has is forgotten. */
  async start(state: LambdaState): Promise<void> {
    for (const stored of (await this.#leftBefore(state)).values()) {
      if (stored.origin !== undefined) await new Mapping(stored, folderOf(state, stored.uuid), '', state).remove();
      else await this.#put(stored, state, false).catch((error: unknown) => tellUnusable(stored, error, state));
    }
    this.#started = true;
    for (const mapping of this.all) mapping.start();
  }

  progress(): Promise<readonly StageProgress[]> {
    return Promise.all(this.all.map((mapping) => mapping.progress()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((mapping) => mapping[Symbol.asyncDispose]()));
  }

  /** The function is kept by its name, however the caller names it. */
  #settings(input: MappingInput, { functions, context }: LambdaState): MappingSettings {
    const settings = mappingSettings(input, context.clock.now());
    return { ...settings, functionName: functions.require(input.FunctionName).configuration.name };
  }

  #refuseSecond({ eventSourceArn, functionName }: MappingSettings): void {
    const same = this.all.find(
      ({ stored: { settings } }) =>
        settings.eventSourceArn === eventSourceArn && settings.functionName === functionName,
    );
    if (same) throw mappingExists(eventSourceArn, functionName, same.stored.uuid);
  }

  /** Ends the batches under way and goes on where they ended, with other settings; as it was, when that cannot be. */
  async #change(mapping: Mapping, settings: MappingSettings, state: LambdaState): Promise<Mapping> {
    const { stored } = mapping;
    if (isDeepStrictEqual(stored.settings, settings)) return mapping;
    await mapping[Symbol.asyncDispose]();
    const modifiedAtMs = state.context.clock.now();
    return this.#put({ ...stored, settings, modifiedAtMs }, state, false).catch(async (error: unknown) => {
      if (this.#started) mapping.start();
      await mapping.save();
      throw error;
    });
  }

  async #put(stored: StoredMapping, state: LambdaState, isNew: boolean): Promise<Mapping> {
    const { arn } = state.functions.require(stored.settings.functionName).configuration;
    const mapping = new Mapping(stored, folderOf(state, stored.uuid), arn, state);
    await mapping.open(isNew);
    this.#mappings.set(stored.uuid, mapping);
    if (this.#started) mapping.start();
    return mapping;
  }

  /** What earlier runs left, read once; what is taken over is removed from it. */
  #leftBefore(state: LambdaState): Promise<Map<string, StoredMapping>> {
    this.#left ??= readStored(state.context.disk, folderOf(state, ''));
    return this.#left;
  }
}

const folderOf = ({ context }: LambdaState, uuid: string): string =>
  join(context.dataDirectory, 'lambda', 'event-source-mappings', uuid);

const readStored = async (disk: Disk, directory: string): Promise<Map<string, StoredMapping>> => {
  await disk.mkdir(directory, { recursive: true });
  const found = new Map<string, StoredMapping>();
  for (const uuid of await disk.readdir(directory)) {
    const stored = await readJsonFile<StoredMapping>(disk, join(directory, uuid, 'mapping.json'));
    if (stored) found.set(uuid, stored);
  }
  return found;
};

const tellUnusable = ({ settings }: StoredMapping, error: unknown, { context }: LambdaState): void => {
  const reason = error instanceof Error ? error.message : String(error);
  context.observer.problem?.({
    service: 'Lambda',
    resource: settings.functionName,
    message: `Its mapping of ${settings.eventSourceArn} does not go on: ${reason}`,
  });
};

/** The input that would make these settings, so that an update changes what it names and nothing else. */
const inputOf = (settings: MappingSettings): MappingInput => ({
  EventSourceArn: settings.eventSourceArn,
  FunctionName: settings.functionName,
  Enabled: settings.enabled,
  BatchSize: settings.batchSize,
  MaximumBatchingWindowInSeconds: settings.batchingWindowSeconds,
  FunctionResponseTypes: settings.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
  FilterCriteria: { Filters: settings.filters.map((Pattern) => ({ Pattern })) },
  ...(settings.startingPosition === undefined
    ? settings.maximumConcurrency !== undefined && {
        ScalingConfig: { MaximumConcurrency: settings.maximumConcurrency },
      }
    : {
        StartingPosition: settings.startingPosition,
        ...(settings.startingPositionTimestampMs !== undefined && {
          StartingPositionTimestamp: settings.startingPositionTimestampMs / 1000,
        }),
        ParallelizationFactor: settings.parallelizationFactor,
        BisectBatchOnFunctionError: settings.bisects,
        MaximumRetryAttempts: settings.maximumRetryAttempts,
        MaximumRecordAgeInSeconds: settings.maximumRecordAgeSeconds,
        DestinationConfig: { OnFailure: { Destination: settings.onFailureArn } },
      }),
});

const given = (change: MappingInput): MappingInput =>
  Object.fromEntries(Object.entries(change).filter(([name, value]) => value !== undefined && name !== 'UUID'));
