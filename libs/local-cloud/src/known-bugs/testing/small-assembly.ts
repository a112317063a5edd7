import type { CloudAssembly } from '@sales-cdc/cfn-template';

export interface SmallAssembly {
  readonly startingPosition?: 'TRIM_HORIZON' | 'LATEST';
  /** Pipes from the same table to the same stream. */
  readonly pipes?: readonly string[];
  readonly deliveryStreams?: readonly string[];
}

type Resource = CloudAssembly['stacks'][number]['template']['Resources'][string];

const arnOf = (logicalId: string): object => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

/** What each of these bugs needs at most: a table, pipes, a Kinesis stream, delivery streams without a function, a bucket. */
export const smallAssembly = ({
  startingPosition = 'TRIM_HORIZON',
  pipes = ['changes'],
  deliveryStreams = ['delivery'],
}: SmallAssembly = {}): CloudAssembly => ({
  directory: '/nowhere',
  assetPath: () => undefined,
  stacks: [
    {
      stackName: 'small',
      dependsOn: [],
      template: {
        Resources: {
          ...SURROUNDINGS,
          ...Object.fromEntries(pipes.map((name) => [`Pipe${name}`, pipe(name, startingPosition)])),
          ...Object.fromEntries(deliveryStreams.map((name) => [`Delivery${name}`, deliveryStream(name)])),
        },
      },
    },
  ],
});

const SURROUNDINGS: Readonly<Record<string, Resource>> = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'sales',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    },
  },
  Stream: { Type: 'AWS::Kinesis::Stream', Properties: { Name: 'changes', ShardCount: 1 } },
  Lake: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'lake' } },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: ['pipes.amazonaws.com', 'firehose.amazonaws.com'] },
          Action: 'sts:AssumeRole',
        },
      },
      Policies: [
        {
          PolicyName: 'all',
          PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
        },
      ],
    },
  },
};

const pipe = (Name: string, StartingPosition: string): Resource => ({
  Type: 'AWS::Pipes::Pipe',
  Properties: {
    Name,
    RoleArn: arnOf('Role'),
    Source: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
    Target: arnOf('Stream'),
    SourceParameters: { DynamoDBStreamParameters: { StartingPosition, BatchSize: 10 } },
    TargetParameters: { KinesisStreamParameters: { PartitionKey: '$.dynamodb.Keys.id.S' } },
  },
});

const deliveryStream = (DeliveryStreamName: string): Resource => ({
  Type: 'AWS::KinesisFirehose::DeliveryStream',
  Properties: {
    DeliveryStreamName,
    DeliveryStreamType: 'KinesisStreamAsSource',
    KinesisStreamSourceConfiguration: { KinesisStreamARN: arnOf('Stream'), RoleARN: arnOf('Role') },
    ExtendedS3DestinationConfiguration: {
      BucketARN: arnOf('Lake'),
      RoleARN: arnOf('Role'),
      Prefix: `${DeliveryStreamName}/`,
      ErrorOutputPrefix: 'errors/',
      BufferingHints: { IntervalInSeconds: 0, SizeInMBs: 1 },
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'AppendDelimiterToRecord', Parameters: [] }] },
    },
  },
});
