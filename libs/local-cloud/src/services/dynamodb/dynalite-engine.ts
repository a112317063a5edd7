import { join } from 'node:path';
import { AwsError } from '@sales-cdc/aws-wire';
import dynalite from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { ChangeWriter } from './change-writer.js';
import { fromDynalite, validationError } from './dynamodb-errors.js';
import { captureChanges, type Seen } from './item-capture.js';
import type { Callback, DynaliteStore } from './level-store.js';
import { Tables } from './tables.js';

/** The JSON of the wire, parsed. */
export type WireObject = Readonly<Record<string, unknown>>;

interface Validation {
  readonly types: Readonly<Record<string, unknown>>;
  readonly custom?: unknown;
}
type Action = (store: DynaliteStore, body: object, callback: Callback<WireObject | ''>) => void;

/** Operations on items and tags that dynalite answers, with our store beneath. */
export const DYNALITE_OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
] as const;
export type DynaliteOperation = (typeof DYNALITE_OPERATIONS)[number];

/** Operations on tables are ours; of them dynalite only knows what a valid request is. */
const TABLE_OPERATIONS = [
  'CreateTable',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'ListTables',
  'UpdateTable',
] as const;
type TableOperation = (typeof TABLE_OPERATIONS)[number];

/** How the streams of tables are cut into shards. */
export interface StreamSettings {
  /** Of a new stream; AWS has one for each partition of the table. 1 unless given. */
  readonly shardsPerStream?: number;
  /** After this time of the template the next change goes to a new shard. Four hours unless given, about as on AWS. */
  readonly shardLifetimeMs?: number;
}

const SHARD_LIFETIME_MS = 4 * 60 * 60 * 1000;

/** Opens dynalite's store whose database lies in the folder; a simulation has one of its own. */
export type OpenStore = (folder: string) => DynaliteStore;

const openOnDisk: OpenStore = (path) => dynalite.create({ path }) as DynaliteStore;

/** dynalite in this process, without its HTTP server, over a LevelDB database of the data directory. */
export class DynaliteEngine implements AsyncDisposable {
  private constructor(
    readonly store: DynaliteStore,
    readonly tables: Tables,
    readonly writer: ChangeWriter,
    private readonly actions: ReadonlyMap<string, Action>,
    private readonly validations: ReadonlyMap<string, Validation>,
  ) {}

  static async open(
    context: CloudContext,
    { shardsPerStream = 1, shardLifetimeMs = SHARD_LIFETIME_MS }: StreamSettings = {},
    openStore: OpenStore = openOnDisk,
  ): Promise<DynaliteEngine> {
    const path = join(context.dataDirectory, 'dynamodb');
    await context.disk.mkdir(path, { recursive: true });
    const store = openStore(path);
    await store.db.open().catch((cause: unknown) => {
      throw unopened(context.dataDirectory, cause);
    });
    // dynalite takes these from environment variables, which are not ours to set.
    Object.assign(store.tableDb, { awsAccountId: context.accountId, awsRegion: context.region });
    const tables = await Tables.open(store.db, context.region, shardsPerStream);
    const writer = new ChangeWriter(store.db, tables, context, shardLifetimeMs);
    const actions = await loadAll(DYNALITE_OPERATIONS, loadAction);
    const known = await loadAll([...DYNALITE_OPERATIONS, ...TABLE_OPERATIONS], loadValidation);
    return new DynaliteEngine(store, tables, writer, actions, known);
  }

  /** Checks a request as DynamoDB does and gives it without what is null. Throws a ValidationException or SerializationException. */
  check(operation: DynaliteOperation | TableOperation, input: WireObject): Record<string, unknown> {
    const { types, custom } = required(this.validations, operation);
    // AWS would ignore a member it does not know; a member that only we do not know must not be forgotten in silence.
    const unknown = Object.keys(input).find((member) => !(member in types) && input[member] != null);
    if (unknown) throw validationError(`The local cloud does not support the parameter ${unknown} of ${operation}.`);
    try {
      const body = validations.checkTypes({ ...input }, types);
      validations.checkValidations(body, types, custom, this.store);
      return body;
    } catch (error) {
      throw fromDynalite(error);
    }
  }

  /** Runs an operation on items. A write is on disk, and its change on the stream, when it resolves. */
  async run(operation: DynaliteOperation, input: WireObject, seen: Seen = { item: undefined }): Promise<WireObject> {
    const body = this.check(operation, input);
    return this.perform(operation, body, captureChanges(this.store, this.tables, this.writer, seen));
  }

  /** Runs an operation, whose request was checked, on a view of the store. */
  perform(operation: DynaliteOperation, body: WireObject, view: DynaliteStore): Promise<WireObject> {
    const action = required(this.actions, operation);
    return new Promise((resolve, reject) => {
      action(view, body, (error, answer) => {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is no AwsError is passed on as it came
        if (error) reject(fromDynalite(error));
        else resolve(answer || {});
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.writer.idle();
    await this.store.db.close();
  }
}

const required = <Value>(table: ReadonlyMap<string, Value>, operation: string): Value => {
  const value = table.get(operation);
  if (value === undefined)
    throw new AwsError('UnknownOperationException', `${operation} is not an operation of dynalite.`);
  return value;
};

const loadAll = async <Value>(
  operations: readonly string[],
  load: (moduleName: string) => Promise<Value>,
): Promise<ReadonlyMap<string, Value>> =>
  new Map(
    await Promise.all(
      operations.map(
        async (operation) => [operation, await load(operation.charAt(0).toLowerCase() + operation.slice(1))] as const,
      ),
    ),
  );

const loadAction = async (name: string): Promise<Action> =>
  ((await import(`dynalite/actions/${name}.js`)) as { default: Action }).default;

const loadValidation = async (name: string): Promise<Validation> =>
  ((await import(`dynalite/validations/${name}.js`)) as { default: Validation }).default;

/** LevelDB's lock is the kernel's, so it is free again as soon as its holder has died, in whatever way. */
const unopened = (dataDirectory: string, cause: unknown): Error =>
  hasCode(cause, 'LEVEL_LOCKED')
    ? new Error(
        `The data directory ${dataDirectory} is in use by another process; stop it or choose another with --data-dir.`,
        { cause },
      )
    : new Error(`The tables in the data directory ${dataDirectory} cannot be opened.`, { cause });

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && ((error as NodeJS.ErrnoException).code === code || hasCode(error.cause, code));
