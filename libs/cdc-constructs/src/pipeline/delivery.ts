import { Aws, RemovalPolicies, Size, Stack } from 'aws-cdk-lib';
import { type IRole } from 'aws-cdk-lib/aws-iam';
import { type Stream } from 'aws-cdk-lib/aws-kinesis';
import {
  Compression,
  DeliveryStream,
  EnableLogging,
  KinesisStreamSource,
  LambdaFunctionProcessor,
  S3Bucket,
} from 'aws-cdk-lib/aws-kinesisfirehose';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type LakeEntity } from '@sales-cdc/lake-table';
import { ERROR_PREFIX, arrivalPrefix, errorPrefix, eventPrefix } from '@sales-cdc/partitioning';
import { type Stage } from '../stage.js';
import { createServiceRole } from './service-role.js';

export interface DeliveryProps {
  readonly entity: LakeEntity;
  readonly stage: Stage;
  readonly changes: Stream;
  readonly transform: IFunction;
  readonly lake: IBucket;
}

/** Carries changes through the transform to the lake, as gzip objects of JSON lines; what cannot be one goes to the error prefix. */
export class Delivery extends Construct {
  readonly stream: DeliveryStream;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { entity, stage, changes } = props;
    const name = `${entity.name}-delivery-${stage.name}`;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/kinesisfirehose/${name}`,
      retention: stage.logRetention,
    });
    RemovalPolicies.of(logGroup).destroy(); // also the log stream that Firehose's construct puts in it
    const role = this.#createRole(props, logGroup);
    this.stream = new DeliveryStream(this, 'Stream', {
      deliveryStreamName: name,
      role,
      source: new KinesisStreamSource(changes),
      destination: this.#destination(props, logGroup, role),
    });
    this.#removeAddresses();
  }

  /** The construct lists Firehose's addresses in every region, for destinations inside a network; S3 is none, and synth warns. */
  #removeAddresses(): void {
    const { node } = Stack.of(this);
    const addresses = node.tryFindChild('@aws-cdk/aws-kinesisfirehose.CidrBlocks');
    if (addresses) node.tryRemoveChild(addresses.node.id);
  }

  #destination(
    { entity: { folder }, stage: { delivery }, transform, lake }: DeliveryProps,
    logGroup: LogGroup,
    role: IRole,
  ): S3Bucket {
    const byEvent = delivery.partitionedBy === 'event';
    return new S3Bucket(lake, {
      role,
      loggingConfig: new EnableLogging(logGroup),
      dataOutputPrefix: byEvent ? eventPrefix(folder) : arrivalPrefix(folder),
      errorOutputPrefix: errorPrefix(),
      ...(byEvent && { dynamicPartitioning: { enabled: true } }),
      bufferingInterval: delivery.bufferInterval,
      bufferingSize: delivery.bufferSize,
      compression: Compression.GZIP,
      processors: [
        new LambdaFunctionProcessor(transform, {
          bufferInterval: delivery.transformInterval, // 0 to 900 s
          bufferSize: Size.mebibytes(1), // of at most 3: leaves an answer room to be four times its question within 6 MB
          retries: 3,
        }),
      ],
    });
  }

  /** https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3 */
  #createRole({ entity, changes, transform, lake }: DeliveryProps, logGroup: LogGroup): IRole {
    const role = createServiceRole(this, 'Role', {
      service: 'firehose.amazonaws.com',
      trustedWhen: { StringEquals: { 'sts:ExternalId': Aws.ACCOUNT_ID } },
      permissions: [
        {
          sid: 'ReadChanges',
          actions: ['kinesis:DescribeStream', 'kinesis:GetShardIterator', 'kinesis:GetRecords', 'kinesis:ListShards'],
          resources: [changes.streamArn],
        },
        {
          sid: 'Transform',
          actions: ['lambda:InvokeFunction', 'lambda:GetFunctionConfiguration'],
          // Firehose calls the function by a version ($LATEST) too.
          resources: [transform.functionArn, `${transform.functionArn}:*`],
        },
        {
          sid: 'FindLake',
          actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
          resources: [lake.bucketArn],
        },
        {
          sid: 'WriteLake',
          actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
          resources: [lake.arnForObjects(`${entity.folder}*`), lake.arnForObjects(`${ERROR_PREFIX}*`)],
        },
        { sid: 'WriteLogs', actions: ['logs:PutLogEvents'], resources: [logGroup.logGroupArn] },
      ],
    });
    return role.withoutPolicyUpdates();
  }
}
