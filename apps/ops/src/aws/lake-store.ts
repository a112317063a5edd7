import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { LakeStore } from '@sales-cdc/recovery';
import type { CommandContext } from '../command-line/command.js';

/** The operations of S3 that compaction needs, on AWS. */
export const lakeStore = ({
  clients: { s3 },
  stop: abortSignal,
}: Pick<CommandContext, 'clients' | 'stop'>): LakeStore => ({
  ListObjectsV2: (input) => s3.send(new ListObjectsV2Command(input), { abortSignal }),
  GetObject: (input) => s3.send(new GetObjectCommand(input), { abortSignal }),
  PutObject: (input) => s3.send(new PutObjectCommand(input), { abortSignal }),
  DeleteObjects: (input) => s3.send(new DeleteObjectsCommand(input), { abortSignal }),
  DeleteObject: (input) => s3.send(new DeleteObjectCommand(input), { abortSignal }),
});
