import { each, ignored, members, oneOf, supported, type PropertyRules } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import { queueOf } from './pipe/dead-letter-queue.js';
import { pipeConfiguration, type PipeProperties } from './pipe/pipe-configuration.js';
import type { PipesState } from './pipes-state.js';

const PROPERTIES: PropertyRules = {
  Name: supported,
  RoleArn: supported,
  Source: supported,
  SourceParameters: members({
    FilterCriteria: members({ Filters: each(members({ Pattern: supported })) }),
    DynamoDBStreamParameters: members({
      StartingPosition: oneOf('TRIM_HORIZON', 'LATEST'),
      BatchSize: supported,
      MaximumBatchingWindowInSeconds: supported,
      MaximumRecordAgeInSeconds: supported,
      MaximumRetryAttempts: supported,
      ParallelizationFactor: supported,
      OnPartialBatchItemFailure: oneOf('AUTOMATIC_BISECT'),
      DeadLetterConfig: members({ Arn: supported }),
    }),
  }),
  Target: supported,
  TargetParameters: members({
    InputTemplate: supported,
    KinesisStreamParameters: members({ PartitionKey: supported }),
  }),
  DesiredState: oneOf('RUNNING', 'STOPPED'),
  Description: ignored('it is for people only'),
  KmsKeyIdentifier: ignored('nothing is encrypted on one machine'),
  LogConfiguration: members({
    CloudwatchLogsLogDestination: members({ LogGroupArn: supported }),
    Level: oneOf('OFF', 'ERROR', 'INFO', 'TRACE'),
  }),
  Tags: ignored('tags have no effect on one machine'),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-pipes-pipe.html */
export const pipeProvisioner = (pipes: PipesState): Provisioner => ({
  type: 'AWS::Pipes::Pipe',
  attributes: ['Arn', 'CreationTime', 'CurrentState', 'LastModifiedTime', 'StateReason'],
  properties: PROPERTIES,
  provision: async (resource) => {
    const properties = checkedProperties(resource.properties);
    const wantedName = properties.Name ?? physicalNameOf(resource);
    const { deadLetterQueueArn: queueArn } = pipeConfiguration(properties);
    const ports = pipes.portsOf(wantedName, properties);
    // AWS tries the queue when it makes the pipe; one that is not there fails the deployment, not the first bad record.
    if (queueArn !== undefined) await queueOf(queueArn, ports.sqs);
    const { name, arn, currentState, stateReason, stored } = await pipes.put(wantedName, properties, ports);
    const attributes = {
      Arn: arn,
      CurrentState: currentState,
      StateReason: stateReason,
      CreationTime: new Date(stored.createdAtMs).toISOString(),
      LastModifiedTime: new Date(stored.modifiedAtMs).toISOString(),
    };
    return { physicalId: name, attributes };
  },
  remove: (name) => pipes.remove(name),
});

/** The rules say which members there may be; here is which there must be. */
const checkedProperties = (properties: Readonly<Record<string, unknown>>): PipeProperties => {
  for (const name of ['RoleArn', 'Source', 'Target', 'SourceParameters', 'TargetParameters'])
    if (properties[name] === undefined) throw new Error(`${name} is missing.`);
  return properties as unknown as PipeProperties;
};
