import { CfnNamedQuery, CfnPreparedStatement, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { SALES_AS_OF, SAMPLE_QUERY, TABLE_NAME, salesAsOfQuery } from '@sales-cdc/lake-table';
import { type Stage } from '../stages.js';

export interface QueryProps {
  readonly stage: Stage;
  readonly databaseName: string;
  readonly results: IBucket;
}

/**
 * Where analysts ask: a work group that fixes where answers go and how much a query may read, the sample query, and the
 * prepared statement for the sales of a past moment.
 */
export class Query extends Construct {
  readonly workGroupName: string;

  constructor(scope: Construct, id: string, { stage, databaseName, results }: QueryProps) {
    super(scope, id);
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: `sales-cdc-${stage.name}`,
      recursiveDeleteOption: !stage.retainData, // else a work group with a history cannot be deleted
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        bytesScannedCutoffPerQuery: stage.scanLimit.toBytes(),
        resultConfiguration: {
          outputLocation: results.s3UrlForObject('results/'),
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
    this.workGroupName = workGroup.ref;
    new CfnNamedQuery(this, 'SampleQuery', {
      name: `laptops-sold-since-yesterday-${stage.name}`,
      database: databaseName,
      workGroup: workGroup.ref,
      queryString: SAMPLE_QUERY,
    });
    new CfnPreparedStatement(this, 'SalesAsOf', {
      statementName: SALES_AS_OF,
      workGroup: workGroup.ref,
      description: "Sales as they were: EXECUTE sales_as_of USING TIMESTAMP '2026-11-23 12:00:00'",
      // With the database's name, so that the statement can be run from any database.
      queryStatement: salesAsOfQuery({ table: `${databaseName}.${TABLE_NAME}` }),
    });
  }
}
