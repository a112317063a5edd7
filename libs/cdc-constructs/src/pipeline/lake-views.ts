import { Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, type IDependable } from 'constructs';
import {
  ERROR_COLUMNS,
  ERROR_SERDE,
  ERROR_TABLE_NAME,
  databaseOf,
  glueView,
  lakeViews,
  type GlueColumn,
  type LakeEntity,
  type LakeView,
} from '@sales-cdc/lake-table';
import { ERROR_PREFIX } from '@sales-cdc/partitioning';
import { type Stage } from '../stage.js';

export interface LakeViewsProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
  /** The reference to the Glue database. */
  readonly database: string;
  readonly lake: IBucket;
  /** The table of changes, which the views read. */
  readonly changes: IDependable;
}

const glueColumn = ({ name, type, comment }: GlueColumn) => ({ name, type, comment });

/** What analysts ask instead of the log of changes: views, and the table over the error output that one of them reads. */
export class LakeViews extends Construct {
  constructor(scope: Construct, id: string, { entity, stage, database, lake, changes }: LakeViewsProps) {
    super(scope, id);
    const errors = this.#createErrorTable(database, lake);
    for (const view of lakeViews(entity))
      this.#createView(view, databaseOf(entity, stage.name), database).node.addDependency(changes, errors);
  }

  /**
   * Without partitions, so that no folder that Firehose may name for a kind of error goes unseen; the lake keeps errors
   * for 90 days, and there are few.
   */
  #createErrorTable(database: string, lake: IBucket): CfnTable {
    return new CfnTable(this, 'ErrorTable', {
      catalogId: Stack.of(this).account,
      databaseName: database,
      tableInput: {
        name: ERROR_TABLE_NAME,
        description: 'Records that Firehose could not deliver, as it wrote them to the error output',
        tableType: 'EXTERNAL_TABLE',
        parameters: { classification: 'json' },
        storageDescriptor: {
          columns: ERROR_COLUMNS.map(glueColumn),
          location: lake.s3UrlForObject(ERROR_PREFIX),
          inputFormat: ERROR_SERDE.inputFormat,
          outputFormat: ERROR_SERDE.outputFormat,
          serdeInfo: { serializationLibrary: ERROR_SERDE.serializationLibrary, parameters: ERROR_SERDE.parameters },
        },
      },
    });
  }

  /** CloudFormation has no view; Athena takes a table of this type for one. */
  #createView(view: LakeView, schema: string, database: string): CfnTable {
    const { name, description, tableType, viewOriginalText, viewExpandedText, parameters, columns } = glueView(
      view,
      schema,
    );
    return new CfnTable(this, view.name, {
      catalogId: Stack.of(this).account,
      databaseName: database,
      tableInput: {
        name,
        description,
        tableType,
        viewOriginalText,
        viewExpandedText,
        parameters,
        storageDescriptor: { columns: columns.map(glueColumn), serdeInfo: {} },
      },
    });
  }
}
