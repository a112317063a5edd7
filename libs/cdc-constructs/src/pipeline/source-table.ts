import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type LakeEntity } from '@sales-cdc/lake-table';
import { Construct } from 'constructs';
import { type Stage } from '../stage.js';

export interface SourceTableProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
}

/** The table that entities are written to. Every change of an item appears in its stream with the image before and after. */
export class SourceTable extends Construct {
  readonly tableName: string;
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { entity: { name, key }, stage }: SourceTableProps) {
    super(scope, id);
    const table = new TableV2(this, 'Table', {
      tableName: `${name}-${stage.name}`,
      partitionKey: { name: key.name, type: key.type === 'S' ? AttributeType.STRING : AttributeType.NUMBER },
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      removalPolicy: stage.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(stage.retainData && {
        deletionProtection: true,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      }),
    });
    this.tableName = table.tableName;
    if (table.tableStreamArn === undefined) throw new Error('TableV2 gave no stream although one was asked for.');
    this.streamArn = table.tableStreamArn;
  }
}
