/** What is kept of a delivery stream from run to run. */
export interface DeliveryStreamRecord {
  /** 1 at first, one more with each change of the configuration. */
  readonly versionId: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** The Kinesis stream whose positions the checkpoints are; null for DirectPut. */
  readonly sourceStreamName: string | null;
  /** The template's properties, to find changes. */
  readonly properties: unknown;
}
