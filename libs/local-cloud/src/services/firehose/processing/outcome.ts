/** Why a record goes to the error output, in Firehose's words. */
export interface Failure {
  readonly errorCode: string;
  readonly errorMessage: string;
}

/** What becomes of one record. */
export type Outcome =
  | { readonly kind: 'deliver'; readonly data: Uint8Array; readonly partitionKeys: Readonly<Record<string, unknown>> }
  | { readonly kind: 'drop' }
  | { readonly kind: 'fail'; readonly failure: Failure };

/** The outcomes of a batch, one for each record in its order. */
export interface ProcessedBatch {
  readonly outcomes: readonly Outcome[];
  readonly attemptsMade: number;
  readonly endedAtMs: number;
}

const fail = (errorCode: string, errorMessage: string): Outcome => ({
  kind: 'fail',
  failure: { errorCode, errorMessage },
});

/** Texts as real delivery streams write them to their error output. */
export const PROCESSING_FAILED = fail('Lambda.ProcessingFailedStatus', 'ProcessingFailed status set for record');
export const MISSING_RECORD_ID = fail(
  'Lambda.MissingRecordId',
  'One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.',
);
export const DUPLICATED_RECORD_ID = fail(
  'Lambda.DuplicatedRecordId',
  'Multiple records were returned with the same record Id. Ensure that the Lambda function returns a unique record Id for each record.',
);
export const NULL_DATA = fail(
  'Lambda.InvalidReturnFormat',
  'The data field cannot be null when the SourceType is DirectPut or KinesisStreamAsSource and processing result is Ok. ' +
    'The value field cannot be null when the SourceType is MSKAsSource and processing result is Ok.',
);
/** Differs: what AWS says about a result that it does not know has not been seen. */
export const UNKNOWN_RESULT = fail(
  'Lambda.InvalidReturnFormat',
  'The result field must be one of Ok, Dropped or ProcessingFailed.',
);

/** Differs: what AWS says of a record that it cannot take apart has not been seen. */
export const NOT_DE_AGGREGATED: Failure = {
  errorCode: 'RecordDeAggregation.MalformedRecord',
  errorMessage: 'The record could not be deaggregated into records of the SubRecordType.',
};
/** Differs: as above. */
export const TOO_MANY_SUB_RECORDS: Failure = {
  errorCode: 'RecordDeAggregation.TooManySubRecords',
  errorMessage: 'Record deaggregation is capped at 500 per record.',
};
export const INVALID_PARTITION_KEYS: Failure = {
  errorCode: 'DynamicPartitioning.MetadataExtractionFailed',
  errorMessage: 'partitionKeys values must not be null or empty',
};
/** Differs: AWS's code for it has not been seen; the error output type, `activePartitionExceeded`, is AWS's. */
export const TOO_MANY_PARTITIONS: Failure = {
  errorCode: 'DynamicPartitioning.ActivePartitionsLimitExceeded',
  errorMessage: 'The number of active partitions of the delivery stream has reached its limit.',
};
