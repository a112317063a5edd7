import { BackgroundTask } from '../../core/background-task.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService, StageProgress } from '../../core/service.js';
import type { ChangeStream } from './change-stream.js';
import { DynaliteEngine, type StreamSettings } from './dynalite-engine.js';
import type { DynamoDbState } from './dynamodb-state.js';
import { Exports } from './exports/exports.js';
import { operations } from './operations.js';
import type { DynamoDbPorts } from './ports.js';
import { globalTableProvisioner, tableProvisioner } from './provisioners.js';
import type { Tables } from './tables.js';
import { expireItems } from './time-to-live/expire-items.js';
import { TransactionTokens } from './transactions/transaction-tokens.js';

/** The operations of DynamoDB; input and output are the JSON of the wire. */
export type DynamoDbApi = Api<typeof operations>;

/** The streams of the tables, for the service that serves them. */
export interface ChangeStreams {
  all(): readonly ChangeStream[];
  /** Undefined when there is no stream of this ARN. */
  find(streamArn: string): ChangeStream | undefined;
}

export interface DynamoDb extends CloudService {
  readonly api: DynamoDbApi;
  readonly changeStreams: ChangeStreams;
  /** Resolves when no export of a table is running. */
  whenExported(): Promise<void>;
}

const TRIM_INTERVAL_MS = 60 * 60 * 1000;
/** Differs: AWS deletes an expired item within days; here within ten minutes of the template's time. */
const EXPIRY_INTERVAL_MS = 10 * 60 * 1000;

/**
 * DynamoDB over the data directory's `dynamodb` folder. A write is on disk, together with its stream record, when it
 * is acknowledged.
 */
export const createDynamoDb = async (
  context: CloudContext,
  ports: DynamoDbPorts = {},
  settings: StreamSettings = {},
): Promise<DynamoDb> => {
  const engine = await DynaliteEngine.open(context, settings, ports.openStore);
  const { db } = engine.store;
  const exports = await Exports.open(db, context, ports);
  const state: DynamoDbState = { engine, context, exports, tokens: new TransactionTokens(db, context.clock) };
  const api = bindOperations(operations, state);
  let tasks: readonly BackgroundTask[] = [];
  return {
    api,
    changeStreams: changeStreamsOf(engine.tables),
    whenExported: () => exports.whenDone(),
    wire: {
      signingName: 'dynamodb',
      protocols: [{ kind: 'json', version: '1.0', targetPrefix: 'DynamoDB_20120810' }],
      operations: api,
    },
    provisioners: [tableProvisioner(state), globalTableProvisioner(state)],
    start: async () => {
      if (tasks.length === 0) tasks = [trimTask(state), expiryTask(state)];
    },
    progress: async () => progressOf(engine),
    [Symbol.asyncDispose]: async () => {
      for (const task of tasks) await task[Symbol.asyncDispose]();
      await exports[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
};

const changeStreamsOf = (tables: Tables): ChangeStreams => {
  const all = (): readonly ChangeStream[] => tables.streams();
  return { all, find: (streamArn) => all().find(({ arn }) => arn === streamArn) };
};

const trimTask = ({ engine, tokens, context: { clock, observer } }: DynamoDbState): BackgroundTask =>
  new BackgroundTask(
    async (signal) => {
      await tokens.trim();
      await engine.tables.forgetStreams(clock);
      for (const stream of engine.tables.streams()) await stream.trim(clock, signal);
    },
    {
      pauseMs: TRIM_INTERVAL_MS,
      clock,
      onError: (error) =>
        observer.problem?.({
          service: 'DynamoDB',
          resource: 'streams',
          message: `Old stream records could not be removed: ${String(error)}`,
        }),
    },
  );

const expiryTask = ({ engine, context: { clock, observer } }: DynamoDbState): BackgroundTask =>
  new BackgroundTask((signal) => expireItems(engine, clock, signal), {
    pauseMs: EXPIRY_INTERVAL_MS,
    clock,
    onError: (error) =>
      observer.problem?.({
        service: 'DynamoDB',
        resource: 'tables',
        message: `Expired items could not be deleted: ${String(error)}`,
      }),
  });

const progressOf = ({ tables, writer }: DynaliteEngine): readonly StageProgress[] =>
  tables.all().map(({ description: { TableName } }) => ({
    stage: 'DynamoDB',
    resource: TableName,
    counts: { changes: writer.changesOf(TableName) },
    pending: 0,
  }));
