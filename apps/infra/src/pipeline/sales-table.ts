import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type Stage } from '../stages.js';

/** The table that sales are written to. Every change of an item appears in its stream with the image before and after. */
export class SalesTable extends Construct {
  readonly tableName: string;
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    const table = new TableV2(this, 'Table', {
      tableName: `sales-${stage.name}`,
      partitionKey: { name: 'sale_id', type: AttributeType.STRING },
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
