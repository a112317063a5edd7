import { CfnNamedQuery, CfnPreparedStatement, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { asOfQuery, viewNames, type LakeEntity } from '@sales-cdc/lake-table';
import { type Stage } from '../stage.js';
import { titled } from './titled.js';

/** A query saved under that name and the stage's. */
export interface SampleQuery {
  readonly name: string;
  readonly sql: string;
}

export interface QueryProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
  readonly databaseName: string;
  readonly results: IBucket;
  readonly sampleQuery: SampleQuery | undefined;
}

/**
 * Where analysts ask: a work group that fixes where answers go and how much a query may read, the sample query if there is
 * one, and the prepared statement for the entities of a past moment.
 */
export class Query extends Construct {
  readonly workGroupName: string;

  constructor(scope: Construct, id: string, { entity, stage, databaseName, results, sampleQuery }: QueryProps) {
    super(scope, id);
    const workGroup = new CfnWorkGroup(this, 'WorkGroup', {
      name: `${entity.name}-cdc-${stage.name}`,
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
    if (sampleQuery)
      new CfnNamedQuery(this, 'SampleQuery', {
        name: `${sampleQuery.name}-${stage.name}`,
        database: databaseName,
        workGroup: workGroup.ref,
        queryString: sampleQuery.sql,
      });
    const { asOf } = viewNames(entity);
    const named = titled(entity.name);
    new CfnPreparedStatement(this, `${named}AsOf`, {
      statementName: asOf,
      workGroup: workGroup.ref,
      description: `${named} as they were: EXECUTE ${asOf} USING TIMESTAMP '2026-11-23 12:00:00'`,
      // With the database's name, so that the statement can be run from any database.
      queryStatement: asOfQuery(entity, { table: `${databaseName}.${entity.tableName}` }),
    });
  }
}
