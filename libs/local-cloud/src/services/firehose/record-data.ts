import { AwsError } from '@sales-cdc/aws-wire';
import type { _Record } from '@aws-sdk/client-firehose';

const MAX_RECORD_BYTES = 1_024_000;

/** The data of the records. Throws AWS's error for one without data or over 1,000 KiB, named by where it stands. */
export const requireRecordData = (
  records: readonly (_Record | undefined)[],
  pathOf: (index: number) => string,
): readonly Uint8Array[] =>
  records.map((record, index) => {
    const data = record?.Data;
    if (!data) throw invalid('null', pathOf(index), 'Member must not be null');
    if (data.byteLength > MAX_RECORD_BYTES)
      throw invalid(
        `java.nio.HeapByteBuffer[pos=0 lim=${data.byteLength} cap=${data.byteLength}]`,
        pathOf(index),
        `Member must have length less than or equal to ${MAX_RECORD_BYTES}`,
      );
    return data;
  });

const invalid = (value: string, path: string, constraint: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value === 'null' ? value : `'${value}'`} at '${path}' failed to satisfy constraint: ${constraint}`,
  );
