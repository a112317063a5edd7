/** A record on its way to Kinesis. */
export interface OutgoingRecord {
  readonly Data: Uint8Array;
  readonly PartitionKey: string;
}

/** The operation of Kinesis that a redrive needs. */
export interface ChangeTarget {
  PutRecords(input: { readonly StreamName: string; readonly Records: OutgoingRecord[] }): Promise<{
    readonly FailedRecordCount?: number | undefined;
    readonly Records?: readonly { readonly ErrorCode?: string | undefined }[] | undefined;
  }>;
}

export interface PutRecordsOptions {
  readonly target: ChangeTarget;
  readonly streamName: string;
  /** Waits before records that the stream refused are put again; the attempts count from 1. */
  readonly pause: (attempt: number) => Promise<void>;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
const MOST_RECORDS = 500;
const MOST_CALL_BYTES = 5 * 1024 * 1024;
const MOST_RECORD_BYTES = 1024 * 1024;
const MOST_ATTEMPTS = 10;

/** Puts all records, those that the stream refuses again; one sentence when not all of them were taken. */
export const putRecords = async (
  records: readonly OutgoingRecord[],
  { target, streamName: StreamName, pause }: PutRecordsOptions,
): Promise<string | undefined> => {
  const tooLarge = records.filter((record) => sizeOf(record) > MOST_RECORD_BYTES);
  let waiting = records.filter((record) => sizeOf(record) <= MOST_RECORD_BYTES);
  for (let attempt = 1; waiting.length > 0; ) {
    const call = oneCall(waiting);
    const { Records = [] } = await target.PutRecords({ StreamName, Records: [...call] });
    const refused = call.filter((_, index) => Records[index]?.ErrorCode !== undefined);
    waiting = [...refused, ...waiting.slice(call.length)];
    if (refused.length === 0) continue;
    const code = Records.find(({ ErrorCode }) => ErrorCode !== undefined)?.ErrorCode ?? '';
    if (attempt === MOST_ATTEMPTS) return `the stream ${StreamName} refused ${refused.length} records: ${code}`;
    await pause(attempt++);
  }
  if (tooLarge.length === 0) return undefined;
  return `${tooLarge.length} records are larger than Kinesis takes (1 MiB): reconcile the table with the lake, then backfill`;
};

const oneCall = (records: readonly OutgoingRecord[]): readonly OutgoingRecord[] => {
  let sizeBytes = 0;
  const end = records.findIndex((record, index) => {
    sizeBytes += sizeOf(record);
    return index === MOST_RECORDS || sizeBytes > MOST_CALL_BYTES;
  });
  return end === -1 ? records : records.slice(0, end);
};

const sizeOf = ({ Data, PartitionKey }: OutgoingRecord): number => Data.length + Buffer.byteLength(PartitionKey);
