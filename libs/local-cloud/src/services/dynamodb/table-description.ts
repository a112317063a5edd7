import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { randomUuid } from '../../core/random-uuid.js';

/** A value as DynamoDB writes it on the wire: `{"S":"Laptop"}`, `{"N":"3"}`; binary is base64. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

export interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: 'S' | 'N' | 'B';
}

/** Which images of the item a stream record carries. */
export const STREAM_VIEW_TYPES = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const;
export type StreamViewType = (typeof STREAM_VIEW_TYPES)[number];

export interface StreamSpecification {
  readonly StreamEnabled: boolean;
  readonly StreamViewType?: StreamViewType;
}

export interface ProvisionedThroughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

/**
 * A table as DescribeTable shows it and as it lies on disk.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export interface TableDescription {
  readonly TableName: string;
  readonly TableArn: string;
  readonly TableId: string;
  readonly TableStatus: 'ACTIVE' | 'DELETING';
  /** Seconds since the epoch. */
  readonly CreationDateTime: number;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly ProvisionedThroughput: ProvisionedThroughput & { readonly NumberOfDecreasesToday: number };
  readonly BillingModeSummary?: { readonly BillingMode: string; readonly LastUpdateToPayPerRequestDateTime: number };
  readonly DeletionProtectionEnabled: boolean;
  readonly StreamSpecification?: StreamSpecification;
  readonly LatestStreamArn?: string;
  readonly LatestStreamLabel?: string;
  /** Differs: AWS counts every six hours; here both stay 0. */
  readonly ItemCount: 0;
  readonly TableSizeBytes: 0;
}

/** What the caller of CreateTable decides. */
export interface TableDefinition {
  readonly TableName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly BillingMode?: string;
  readonly ProvisionedThroughput?: ProvisionedThroughput;
  readonly StreamSpecification?: StreamSpecification;
  readonly DeletionProtectionEnabled?: boolean;
}

const NO_THROUGHPUT: ProvisionedThroughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

/** Differs: AWS creates a table in seconds and shows it as CREATING meanwhile; here it is active at once. */
export const describeNewTable = (
  definition: TableDefinition,
  context: CloudContext,
  tables: { streamTimeMs(tableName: string, nowMs: number): number },
): TableDescription => {
  const { TableName, KeySchema, AttributeDefinitions, BillingMode } = definition;
  const createdAtMs = context.clock.now();
  const CreationDateTime = createdAtMs / 1000;
  const TableArn = arnOf(context, 'dynamodb', `table/${TableName}`);
  return {
    TableName,
    TableArn,
    TableId: randomUuid(context.random),
    TableStatus: 'ACTIVE',
    CreationDateTime,
    KeySchema,
    AttributeDefinitions,
    ProvisionedThroughput: { ...(definition.ProvisionedThroughput ?? NO_THROUGHPUT), NumberOfDecreasesToday: 0 },
    ...(BillingMode === 'PAY_PER_REQUEST' && {
      BillingModeSummary: { BillingMode, LastUpdateToPayPerRequestDateTime: CreationDateTime },
    }),
    DeletionProtectionEnabled: definition.DeletionProtectionEnabled ?? false,
    ...describeStream(definition.StreamSpecification, TableArn, tables.streamTimeMs(TableName, createdAtMs)),
    ItemCount: 0,
    TableSizeBytes: 0,
  };
};

/** What a table shows of its stream. */
export const describeStream = (
  specification: StreamSpecification | undefined,
  tableArn: string,
  createdAtMs: number,
): Pick<TableDescription, 'StreamSpecification' | 'LatestStreamArn' | 'LatestStreamLabel'> => {
  if (!specification?.StreamEnabled) return {};
  const label = new Date(createdAtMs).toISOString().slice(0, -1);
  return {
    StreamSpecification: specification,
    LatestStreamArn: `${tableArn}/stream/${label}`,
    LatestStreamLabel: label,
  };
};
