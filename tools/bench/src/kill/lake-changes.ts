import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { SALES_PREFIX } from '@sales-cdc/partitioning';
import type { LakeChange } from './audit.js';

/** Every row of the lake, repeats included. */
export const readLakeChanges = async (client: S3Client, Bucket: string): Promise<LakeChange[]> => {
  const changes: LakeChange[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: SALES_PREFIX, ContinuationToken }));
    for (const { Key } of page.Contents ?? []) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      for (const line of gunzipSync(bytes).toString('utf8').split('\n'))
        if (line !== '') changes.push(changeOf(JSON.parse(line) as LakeRow));
    }
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return changes;
};

interface LakeRow {
  readonly sale_id: string;
  readonly op: string;
  readonly version: number;
  readonly sequence_number: string;
}

const changeOf = ({ sale_id, op, version, sequence_number }: LakeRow): LakeChange => ({
  saleId: sale_id,
  op,
  version,
  sequenceNumber: sequence_number,
});
