import type { Prefix } from './prefix/prefix.js';

/** When a buffer is handed on: at this size or at this age, whichever comes first. */
export interface BufferHints {
  /** Of the data before base64 and compression. */
  readonly bufferBytes: number;
  /** Template milliseconds; 0 hands on at once. */
  readonly bufferIntervalMs: number;
}

/** The Lambda that transforms records, and how records are gathered for it. */
export interface ProcessorConfiguration extends BufferHints {
  readonly lambdaArn: string;
  /** Further attempts after the first. */
  readonly retries: number;
}

/** A delivery stream as its template describes it, with Firehose's defaults filled in. */
export interface DeliveryStreamConfiguration extends BufferHints {
  readonly name: string;
  readonly arn: string;
  readonly sourceStreamArn: string;
  readonly sourceStreamName: string;
  readonly sourceRoleArn: string;
  readonly bucketArn: string;
  readonly bucketName: string;
  readonly roleArn: string;
  readonly prefixText: string;
  readonly prefix: Prefix;
  readonly errorPrefixText?: string;
  readonly errorPrefix: Prefix;
  readonly compression: 'GZIP' | 'UNCOMPRESSED';
  /** What object names end in. */
  readonly extension: string;
  readonly dynamicPartitioning: boolean;
  readonly processor?: ProcessorConfiguration;
  readonly log?: { readonly logGroupName: string; readonly logStreamName: string };
}
