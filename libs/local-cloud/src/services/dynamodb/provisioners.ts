import type { CloudContext } from '../../core/cloud-context.js';
import { each, ignored, members, oneOf, supported, type PropertyRules } from '../../core/property-rules.js';
import { nameOf, type Provisioned, type Provisioner, type ResolvedResource } from '../../core/provisioner.js';
import { checkRecovery } from './backups/continuous-backups.js';
import { canonicalJson } from './canonical-json.js';
import { createTable } from './create-table.js';
import { deleteTable } from './delete-table.js';
import type { WireObject } from './dynalite-engine.js';
import { validationError } from './dynamodb-errors.js';
import type { DynamoDbState } from './dynamodb-state.js';
import { STREAM_VIEW_TYPES, type StreamSpecification, type TableDescription } from './table-description.js';
import type { Table } from './tables.js';
import { updateTable } from './update-table.js';

const NO_CAPACITY = 'one machine has no read and write capacity to provision';
const RECOVERY = members({ PointInTimeRecoveryEnabled: supported, RecoveryPeriodInDays: supported });
const ENCRYPTION = ignored('the data directory is as safe as the disk that holds it');
const TAGS = ignored('tags have no effect on one machine');

const COMMON: PropertyRules = {
  TableName: supported,
  KeySchema: supported,
  AttributeDefinitions: supported,
  BillingMode: oneOf('PAY_PER_REQUEST', 'PROVISIONED'),
  StreamSpecification: members({ StreamViewType: oneOf(...STREAM_VIEW_TYPES) }),
  SSESpecification: ENCRYPTION,
  TimeToLiveSpecification: members({ AttributeName: supported, Enabled: supported }),
};

const TABLE: PropertyRules = {
  ...COMMON,
  DeletionProtectionEnabled: supported,
  ProvisionedThroughput: supported,
  PointInTimeRecoverySpecification: RECOVERY,
  TableClass: ignored('storage classes differ in price only'),
  ContributorInsightsSpecification: ignored('there are no metrics to look into'),
  Tags: TAGS,
};

const GLOBAL_TABLE: PropertyRules = {
  ...COMMON,
  Replicas: each(
    members({
      Region: supported,
      DeletionProtectionEnabled: supported,
      PointInTimeRecoverySpecification: RECOVERY,
      SSESpecification: ENCRYPTION,
      TableClass: ignored('storage classes differ in price only'),
      ContributorInsightsSpecification: ignored('there are no metrics to look into'),
      ReadProvisionedThroughputSettings: ignored(NO_CAPACITY),
      Tags: TAGS,
    }),
  ),
  WriteProvisionedThroughputSettings: ignored(NO_CAPACITY),
};

const ATTRIBUTES = ['Arn', 'StreamArn', 'TableId'];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html */
export const tableProvisioner = (state: DynamoDbState): Provisioner => ({
  type: 'AWS::DynamoDB::Table',
  attributes: ATTRIBUTES,
  properties: TABLE,
  provision: (resource) => provisionTable(tableRequest(resource), settingsOf(resource, resource.properties), state),
  find: async (resource) => state.engine.tables.find(nameOf(resource, 'TableName'))?.description.TableName,
  remove: (name) => removeTable(name, state),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html */
export const globalTableProvisioner = (state: DynamoDbState): Provisioner => ({
  type: 'AWS::DynamoDB::GlobalTable',
  attributes: ATTRIBUTES,
  properties: GLOBAL_TABLE,
  provision: async (resource) => {
    const replica = onlyReplica(resource, state.context);
    return provisionTable(
      { ...globalThroughput(resource), ...tableRequest(resource), ...protectionOf(replica) },
      settingsOf(resource, replica),
      state,
    );
  },
  find: async (resource) => state.engine.tables.find(nameOf(resource, 'TableName'))?.description.TableName,
  remove: (name) => removeTable(name, state),
});

const tableRequest = (resource: ResolvedResource): WireObject => {
  const { KeySchema, AttributeDefinitions, BillingMode } = resource.properties;
  const { ProvisionedThroughput, StreamSpecification } = resource.properties;
  return {
    TableName: nameOf(resource, 'TableName'),
    KeySchema,
    AttributeDefinitions,
    ...(BillingMode !== undefined && { BillingMode }),
    ...(ProvisionedThroughput !== undefined && { ProvisionedThroughput }),
    ...(typeof StreamSpecification === 'object' && {
      StreamSpecification: { StreamEnabled: true, ...StreamSpecification },
    }),
    ...protectionOf(resource.properties),
  };
};

const protectionOf = ({ DeletionProtectionEnabled }: WireObject): WireObject =>
  DeletionProtectionEnabled === undefined ? {} : { DeletionProtectionEnabled };

/** CreateTable asks for the throughput that a global table leaves to its auto scaling settings. */
const globalThroughput = ({ properties }: ResolvedResource): WireObject =>
  properties.BillingMode === 'PAY_PER_REQUEST'
    ? {}
    : { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } };

const onlyReplica = ({ properties }: ResolvedResource, { region }: CloudContext): WireObject => {
  const [replica, ...others] = (properties.Replicas ?? []) as readonly WireObject[];
  if (!replica || others.length > 0 || replica.Region !== region)
    throw new Error(`Replicas must name one region, ${region}, since the local cloud is one region.`);
  return replica;
};

/** What is set on a table once it is there. */
interface TableSettings {
  readonly recovery: ReturnType<typeof checkRecovery>;
  /** The attribute that says when an item expires; undefined when none does. */
  readonly expiry: string | undefined;
}

const settingsOf = ({ properties }: ResolvedResource, replica: WireObject): TableSettings => ({
  recovery: recoveryOf(replica),
  expiry: expiryOf(properties),
});

const expiryOf = ({ TimeToLiveSpecification = {} }: WireObject): string | undefined => {
  const { AttributeName, Enabled } = TimeToLiveSpecification as { AttributeName?: string; Enabled?: boolean | string };
  if (String(Enabled) !== 'true') return undefined;
  if (AttributeName === undefined) throw new Error('TimeToLiveSpecification must have an AttributeName to be enabled.');
  return AttributeName;
};

/** Undefined where recovery is disabled. */
const recoveryOf = ({ PointInTimeRecoverySpecification }: WireObject): ReturnType<typeof checkRecovery> =>
  PointInTimeRecoverySpecification === undefined
    ? undefined
    : checkRecovery({ PointInTimeRecoveryEnabled: false, ...(PointInTimeRecoverySpecification as object) });

const provisionTable = async (
  request: WireObject,
  { recovery, expiry }: TableSettings,
  state: DynamoDbState,
): Promise<Provisioned> => {
  const { tables } = state.engine;
  const existing = tables.find(String(request.TableName));
  if (existing) await follow(existing, request, state);
  else await createTable(request, state);
  const table = tables.find(String(request.TableName));
  if (!table) throw new Error(`The table ${String(request.TableName)} was deleted while it was provisioned.`);
  await tables.setRecovery(table, recovery, state.context.clock.now());
  await tables.setExpiry(table, expiry);
  return provisioned(table.description);
};

/** Of a table that is there its stream, billing and protection change. Throws what UpdateTable refuses. */
const follow = async ({ description }: Table, request: WireObject, state: DynamoDbState): Promise<void> => {
  checkKey(description, request);
  const TableName = request.TableName;
  const DeletionProtectionEnabled = request.DeletionProtectionEnabled === true;
  const { StreamSpecification: stream } = request as { StreamSpecification?: StreamSpecification };
  if (stream?.StreamViewType !== description.StreamSpecification?.StreamViewType)
    await updateTable({ TableName, StreamSpecification: stream ?? { StreamEnabled: false } }, state);
  await updateTable({ TableName, DeletionProtectionEnabled, ...changedBilling(description, request) }, state);
};

/** As much of BillingMode and ProvisionedThroughput as the table does not have: UpdateTable refuses the rest. */
const changedBilling = (
  { BillingModeSummary, ProvisionedThroughput: throughput }: TableDescription,
  { BillingMode = 'PROVISIONED', ProvisionedThroughput }: WireObject,
): WireObject => {
  const { ReadCapacityUnits, WriteCapacityUnits } = throughput;
  const isSameMode = BillingMode === (BillingModeSummary?.BillingMode ?? 'PROVISIONED');
  const wanted = BillingMode === 'PROVISIONED' && ProvisionedThroughput;
  const isSame = !wanted || sameJson(numbersIn(wanted), { ReadCapacityUnits, WriteCapacityUnits });
  return {
    ...(!isSameMode && { BillingMode }),
    ...(!isSame && { ProvisionedThroughput: numbersIn(wanted) }),
  };
};

/** A template may write them as text. */
const numbersIn = (throughput: object): WireObject =>
  Object.fromEntries(Object.entries(throughput).map(([name, value]) => [name, Number(value)]));

const checkKey = (table: TableDescription, request: WireObject): void => {
  if (!sameJson(table.KeySchema, request.KeySchema))
    throw new Error(
      `the data directory holds a table ${table.TableName} with another key schema; choose another data directory.`,
    );
  // Differs: AWS's wording was not seen. Without secondary indexes no attribute but the key's can be defined.
  if (!sameJson(sorted(table.AttributeDefinitions), sorted(request.AttributeDefinitions)))
    throw validationError(
      `One or more parameter values were invalid: the attribute definitions of the key of ${table.TableName} cannot be changed`,
    );
};

const removeTable = async (TableName: string, state: DynamoDbState): Promise<void> => {
  if (state.engine.tables.find(TableName)) await deleteTable({ TableName }, state);
};

/** Members in one order: on disk they stand as dynalite's validation left them. */
const sameJson = (left: unknown, right: unknown): boolean => canonicalJson(left) === canonicalJson(right);
const sorted = (list: unknown): readonly unknown[] =>
  Array.isArray(list)
    ? [...(list as readonly unknown[])].sort((left, right) => (canonicalJson(left) < canonicalJson(right) ? -1 : 1))
    : [];

const provisioned = (table: TableDescription): Provisioned => {
  const { TableName, TableArn, TableId, LatestStreamArn, StreamSpecification } = table;
  // A table whose stream was disabled still tells which it was.
  const isStreamed = StreamSpecification !== undefined && LatestStreamArn !== undefined;
  return {
    physicalId: TableName,
    attributes: { Arn: TableArn, TableId, ...(isStreamed && { StreamArn: LatestStreamArn }) },
  };
};
