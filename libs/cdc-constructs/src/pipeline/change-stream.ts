import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import { type LakeEntity } from '@sales-cdc/lake-table';
import { Construct } from 'constructs';
import { type Stage } from '../stage.js';

export interface ChangeStreamProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
}

/**
 * Carries each change of an entity, in order per entity, to whoever reads.
 *
 * It is never retained: it holds a day of changes at most, all of which the table's stream gave it.
 */
export class ChangeStream extends Construct {
  readonly stream: Stream;

  constructor(scope: Construct, id: string, { entity, stage }: ChangeStreamProps) {
    super(scope, id);
    this.stream = new Stream(this, 'Stream', {
      streamName: `${entity.name}-changes-${stage.name}`,
      ...(stage.shards === 'on-demand'
        ? { streamMode: StreamMode.ON_DEMAND }
        : { streamMode: StreamMode.PROVISIONED, shardCount: stage.shards }),
      retentionPeriod: Duration.hours(24),
      // The key that AWS keeps for Kinesis: principals of the account use it through Kinesis without a KMS permission.
      encryption: StreamEncryption.MANAGED,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
