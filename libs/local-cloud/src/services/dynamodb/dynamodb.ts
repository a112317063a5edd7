import { BackgroundTask } from '../../core/background-task.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService, StageProgress } from '../../core/service.js';
import type { ChangeStream } from './change-stream.js';
import { DynaliteEngine } from './dynalite-engine.js';
import { operations } from './operations.js';
import { globalTableProvisioner, tableProvisioner } from './provisioners.js';
import type { Tables } from './tables.js';

/** The operations of DynamoDB; input and output are the JSON of the wire. */
export type DynamoDbApi = Api<typeof operations>;

/** The streams of the tables, for the service that serves them. */
export interface ChangeStreams {
  all(): readonly ChangeStream[];
  /** Undefined when no table has a stream of this ARN. */
  find(streamArn: string): ChangeStream | undefined;
}

export interface DynamoDb extends CloudService {
  readonly api: DynamoDbApi;
  readonly changeStreams: ChangeStreams;
}

const TRIM_INTERVAL_MS = 60 * 60 * 1000;

/**
 * DynamoDB over the data directory's `dynamodb` folder. A write is on disk, together with its stream record, when it
 * is acknowledged.
 */
export const createDynamoDb = async (context: CloudContext): Promise<DynamoDb> => {
  const engine = await DynaliteEngine.open(context);
  const state = { engine, context };
  const api = bindOperations(operations, state);
  let trimming: BackgroundTask | undefined;
  return {
    api,
    changeStreams: changeStreamsOf(engine.tables),
    wire: {
      signingName: 'dynamodb',
      protocols: [{ kind: 'json', version: '1.0', targetPrefix: 'DynamoDB_20120810' }],
      operations: api,
    },
    provisioners: [tableProvisioner(state), globalTableProvisioner(state)],
    start: async () => {
      trimming ??= trimTask(engine, context);
    },
    progress: async () => progressOf(engine),
    [Symbol.asyncDispose]: async () => {
      await trimming?.[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
};

const changeStreamsOf = (tables: Tables): ChangeStreams => {
  const all = (): readonly ChangeStream[] => tables.all().flatMap(({ stream }) => stream ?? []);
  return { all, find: (streamArn) => all().find(({ arn }) => arn === streamArn) };
};

const trimTask = (engine: DynaliteEngine, { clock, observer }: CloudContext): BackgroundTask =>
  new BackgroundTask(
    async (signal) => {
      for (const { stream } of engine.tables.all()) await stream?.trim(clock, signal);
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

const progressOf = ({ tables, writer }: DynaliteEngine): readonly StageProgress[] =>
  tables.all().map(({ description: { TableName } }) => ({
    stage: 'DynamoDB',
    resource: TableName,
    counts: { changes: writer.changesOf(TableName) },
    pending: 0,
  }));
