import { theOne, type AssemblyChange } from '@sales-cdc/cdk-cli';
import { TABLE_NAME } from '@sales-cdc/lake-table';

/** The pipeline as after a new field, with settings of what runs changed, too: Firehose's prefix and the pipe's batches. */
export const CHANGED_PIPELINE: AssemblyChange = {
  code: { 'sales-transform': (source) => source.replace(/("schema_version":\$\{\w+\.schemaVersion)\}/, '$1+1}') },
  template: (template) => {
    const { StorageDescriptor } = theOne(template, 'AWS::Glue::Table', TABLE_NAME)['TableInput'] as {
      readonly StorageDescriptor: { readonly Columns: object[] };
    };
    StorageDescriptor.Columns.push({ Name: 'coupon', Type: 'string' });
    const to = theOne(template, 'AWS::KinesisFirehose::DeliveryStream')['ExtendedS3DestinationConfiguration'] as {
      Prefix: string;
    };
    to.Prefix = `${to.Prefix}changed-`;
    const { DynamoDBStreamParameters: reading } = theOne(template, 'AWS::Pipes::Pipe')['SourceParameters'] as {
      readonly DynamoDBStreamParameters: { BatchSize: number };
    };
    reading.BatchSize = 50;
  },
};
