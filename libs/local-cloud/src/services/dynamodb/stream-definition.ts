import type { KeySchemaElement, StreamViewType, TableDescription } from './table-description.js';

/** A stream as it lies on disk once it was disabled. */
export interface StreamDefinition {
  readonly tableName: string;
  readonly arn: string;
  readonly label: string;
  readonly keySchema: readonly KeySchemaElement[];
  readonly viewType: StreamViewType;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  /** Absent while the stream takes changes. */
  readonly closedAtMs?: number;
}

/** The stream that takes the changes of a table; undefined for a table without one. */
export const streamOf = (table: TableDescription): StreamDefinition | undefined => {
  const { TableName, LatestStreamArn, LatestStreamLabel, StreamSpecification, KeySchema } = table;
  const viewType = StreamSpecification?.StreamViewType;
  if (!LatestStreamArn || !LatestStreamLabel || !viewType) return undefined;
  return {
    tableName: TableName,
    arn: LatestStreamArn,
    label: LatestStreamLabel,
    keySchema: KeySchema,
    viewType,
    // A label is the time of creation, to the millisecond.
    createdAtMs: Date.parse(`${LatestStreamLabel}Z`),
  };
};
