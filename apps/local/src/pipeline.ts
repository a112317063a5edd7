import { TABLE_NAME } from '@sales-cdc/lake-table';
import type { ProvisionedAssembly } from '@sales-cdc/local-cloud';

/** What a run needs to know of the pipeline it watches; each comes from the stack's output of the same name. */
export interface Pipeline {
  readonly tableName: string;
  readonly lakeBucketName: string;
  readonly databaseName: string;
  readonly lakeTableName: string;
  readonly workGroupName: string;
  /** Where alerts are published; undefined when the pipeline has none. */
  readonly alertTopicArn?: string;
}

/** The pipeline of sales among the stacks, or undefined when the assembly holds another kind of app. */
export const findSalesPipeline = (outputs: ProvisionedAssembly['outputs']): Pipeline | undefined => {
  for (const stack of Object.values(outputs)) {
    const text = (name: string): string => {
      const value = stack[name]?.value;
      return typeof value === 'string' ? value : '';
    };
    const alertTopicArn = text('AlertTopicArn');
    const pipeline: Pipeline = {
      tableName: text('TableName'),
      lakeBucketName: text('LakeBucketName'),
      databaseName: text('DatabaseName'),
      lakeTableName: text('LakeTableName'),
      workGroupName: text('WorkGroupName'),
    };
    if (pipeline.lakeTableName === TABLE_NAME && Object.values(pipeline).every((name) => name !== ''))
      return { ...pipeline, ...(alertTopicArn !== '' && { alertTopicArn }) };
  }
  return undefined;
};
