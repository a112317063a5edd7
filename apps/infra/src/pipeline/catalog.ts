import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnCrawler, CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { type IRole } from 'aws-cdk-lib/aws-iam';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { LAKE_COLUMNS, PARTITION_KEYS, SERDE, TABLE_NAME, type GlueColumn, databaseName } from '@sales-cdc/lake-table';
import { SALES_PREFIX, partitionProjection } from '@sales-cdc/partitioning';
import { type Stage } from '../stages.js';
import { LakeViews } from './lake-views.js';
import { createServiceRole } from './service-role.js';

export interface CatalogProps {
  readonly stage: Stage;
  readonly lake: IBucket;
}

/** Put before the name of the folder it scans, `sales`, it makes the crawler's table `crawled_sales`. */
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
    const { stage, lake } = props;
    const name = databaseName(stage.name);
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name },
    });
    this.databaseName = database.ref;
    const location = lake.s3UrlForObject(SALES_PREFIX);
    const table = this.#createTable(database, location);
    this.tableName = table.ref;
    new LakeViews(this, 'Views', { stage, database: database.ref, lake, sales: table });
    this.#createCrawler(props, database, location);
  }

  #createTable(database: CfnDatabase, location: string): CfnTable {
    return new CfnTable(this, 'Table', {
      catalogId: Stack.of(this).account,
      databaseName: database.ref,
      tableInput: {
        name: TABLE_NAME,
        tableType: 'EXTERNAL_TABLE',
        parameters: { classification: 'json', compressionType: 'gzip', ...partitionProjection },
        partitionKeys: PARTITION_KEYS.map(glueColumn),
        storageDescriptor: {
          columns: LAKE_COLUMNS.map(glueColumn),
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
      name: `sales-lake-${props.stage.name}`,
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
  #createCrawlerRole({ stage, lake }: CatalogProps): IRole {
    const stack = Stack.of(this);
    const glueArn = (resource: string, resourceName?: string) =>
      stack.formatArn({ service: 'glue', resource, resourceName });
    const name = databaseName(stage.name);
    return createServiceRole(this, 'CrawlerRole', {
      service: 'glue.amazonaws.com',
      trustedWhen: { StringEquals: { 'aws:SourceAccount': stack.account } },
      permissions: [
        {
          sid: 'FindLake',
          actions: ['s3:GetBucketLocation', 's3:ListBucket'],
          resources: [lake.bucketArn],
        },
        { sid: 'ReadSales', actions: ['s3:GetObject'], resources: [lake.arnForObjects(`${SALES_PREFIX}*`)] },
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
