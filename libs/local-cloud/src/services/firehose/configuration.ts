import type { Deserializer } from './conversion/cell-rules.js';
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

/** How aggregated records are taken apart. */
export type DeAggregation = { readonly kind: 'JSON' } | { readonly kind: 'DELIMITED'; readonly delimiter: Uint8Array };

/** What becomes of records before they are gathered into objects, in this order. */
export interface ProcessingSteps {
  readonly deAggregation?: DeAggregation;
  readonly processor?: ProcessorConfiguration;
  /** Appended to each record after the function; the text is as the template has it. */
  readonly delimiter?: { readonly text: string; readonly bytes: Uint8Array };
}

/** Where objects go and what they are like. */
export interface OutputConfiguration extends BufferHints {
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
  readonly log?: { readonly logGroupName: string; readonly logStreamName: string };
}

/** How JSON records become Parquet, by the columns of a table of the catalog. */
export interface ConversionConfiguration {
  readonly roleArn: string;
  readonly databaseName: string;
  readonly tableName: string;
  /** A version of the table, or `LATEST`. */
  readonly versionId: string;
  readonly deserializer: Deserializer;
  readonly compression: 'SNAPPY' | 'GZIP' | 'UNCOMPRESSED';
  readonly writerVersion: 'V1' | 'V2';
}

/** The Kinesis stream that a delivery stream reads. */
export interface KinesisSourceConfiguration {
  readonly streamArn: string;
  readonly streamName: string;
  readonly roleArn: string;
}

/** A delivery stream as its template describes it, with Firehose's defaults filled in. */
export interface DeliveryStreamConfiguration extends OutputConfiguration, ProcessingSteps {
  readonly name: string;
  readonly arn: string;
  /** Absent for DirectPut: records are put into the delivery stream itself. */
  readonly source?: KinesisSourceConfiguration;
  /** Absent when objects hold the records as they are. */
  readonly conversion?: ConversionConfiguration;
  /** Where the source records go as they came, if anywhere. */
  readonly backup?: OutputConfiguration;
}
