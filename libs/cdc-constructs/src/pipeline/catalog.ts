import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnCrawler, CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { type IRole } from 'aws-cdk-lib/aws-iam';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  SERDE,
  databaseOf,
  entityColumns,
  partitionKeys,
  type GlueColumn,
  type LakeEntity,
} from '@sales-cdc/lake-table';
import { partitionProjection } from '@sales-cdc/partitioning';
import { type Stage } from '../stage.js';
import { LakeViews } from './lake-views.js';
import { createServiceRole } from './service-role.js';
import { titled } from './titled.js';

export interface CatalogProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
  readonly lake: IBucket;
}

/** Put before the name of the folder it scans, such as `sales`, it makes the crawler's table `crawled_sales`. */
const CRAWLED_PREFIX = 'crawled_';

const glueColumn = ({ name, type, comment }: GlueColumn) => ({ name, type, comment });

/** One table, whatever fields and days are added; its partitions have the table's columns. */
const CRAWLER_CONFIGURATION = {
  Version: 1,
  Grouping: { TableGroupingPolicy: 'CombineCompatibleSchemas', TableLevelConfiguration: 2 },
  CrawlerOutput: { Partitions: { AddOrUpdateBehavior: 'InheritFromTable' } },
};

/**
 * What Athena knows of the lake: the declared table that queries use, views of it, and a crawler that infers a second
 * table from the objects, so that drift between what is written and what is declared can be seen.
 */
export class Catalog extends Construct {
  readonly databaseName: string;
  readonly tableName: string;

  constructor(scope: Construct, id: string, props: CatalogProps) {
    super(scope, id);
    const { entity, stage, lake } = props;
    const name = databaseOf(entity, stage.name);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name },
    });
    this.databaseName = database.ref;
    const location = lake.s3UrlForObject(entity.folder);
    const table = this.#createTable(entity, database, location);
    this.tableName = table.ref;
    new LakeViews(this, 'Views', { entity, stage, database: database.ref, lake, changes: table });
    this.#createCrawler(props, database, location);
  }

  #createTable(entity: LakeEntity, database: CfnDatabase, location: string): CfnTable {
    return new CfnTable(this, 'Table', {
      catalogId: Stack.of(this).account,
      databaseName: database.ref,
      tableInput: {
        name: entity.tableName,
        tableType: 'EXTERNAL_TABLE',
        parameters: { classification: 'json', compressionType: 'gzip', ...partitionProjection },
        partitionKeys: partitionKeys(entity).map(glueColumn),
        storageDescriptor: {
          columns: entityColumns(entity).map(glueColumn),
          location,
          inputFormat: SERDE.inputFormat,
          outputFormat: SERDE.outputFormat,
          serdeInfo: { serializationLibrary: SERDE.serializationLibrary, parameters: SERDE.parameters },
        },
      },
    });
  }

  #createCrawler(props: CatalogProps, database: CfnDatabase, location: string): void {
    new CfnCrawler(this, 'Crawler', {
      name: `${props.entity.name}-lake-${props.stage.name}`,
      role: this.#createCrawlerRole(props).roleArn,
      databaseName: database.ref,
      tablePrefix: CRAWLED_PREFIX,
      targets: { s3Targets: [{ path: location }] },
      // Each day when the day before is complete. A run is billed for minutes, so a shorter period costs more than the rest.
      schedule: { scheduleExpression: 'cron(15 0 * * ? *)' },
      schemaChangePolicy: { updateBehavior: 'UPDATE_IN_DATABASE', deleteBehavior: 'LOG' },
      recrawlPolicy: { recrawlBehavior: 'CRAWL_EVERYTHING' },
      configuration: JSON.stringify(CRAWLER_CONFIGURATION),
    });
  }

  /** https://docs.aws.amazon.com/glue/latest/dg/crawler-prereqs.html */
  #createCrawlerRole({ entity, stage, lake }: CatalogProps): IRole {
    const stack = Stack.of(this);
    const glueArn = (resource: string, resourceName?: string) =>
      stack.formatArn({ service: 'glue', resource, resourceName });
    const name = databaseOf(entity, stage.name);
    return createServiceRole(this, 'CrawlerRole', {
      service: 'glue.amazonaws.com',
      trustedWhen: { StringEquals: { 'aws:SourceAccount': stack.account } },
      permissions: [
        {
          sid: 'FindLake',
          actions: ['s3:GetBucketLocation', 's3:ListBucket'],
          resources: [lake.bucketArn],
        },
        {
          sid: `Read${titled(entity.name)}`,
          actions: ['s3:GetObject'],
          resources: [lake.arnForObjects(`${entity.folder}*`)],
        },
        {
          sid: 'WriteCrawledTable',
          actions: [
            'glue:BatchCreatePartition',
            'glue:BatchGetPartition',
            'glue:CreateTable',
            'glue:GetDatabase',
            'glue:GetPartition',
            'glue:GetPartitions',
            'glue:GetTable',
            'glue:GetTables',
            'glue:UpdatePartition',
            'glue:UpdateTable',
          ],
          resources: [glueArn('catalog'), glueArn('database', name), glueArn('table', `${name}/${CRAWLED_PREFIX}*`)],
        },
        {
          sid: 'WriteLogs',
          actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          // Every crawler of an account writes to this group.
          resources: [
            stack.formatArn({
              service: 'logs',
              resource: 'log-group',
              resourceName: '/aws-glue/crawlers*',
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          ],
        },
      ],
    });
  }
}
