import { each, ignored, members, oneOf, supported } from '../../../core/property-rules.js';
import type { Provisioner } from '../../../core/provisioner.js';
import { originOf } from '../../../core/resource-origin.js';
import type { LambdaState } from '../lambda-state.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export const mappingProvisioner = (state: LambdaState): Provisioner => ({
  type: 'AWS::Lambda::EventSourceMapping',
  attributes: ['EventSourceMappingArn', 'Id'],
  properties: {
    BatchSize: supported,
    BisectBatchOnFunctionError: supported,
    DestinationConfig: members({ OnFailure: members({ Destination: supported }) }),
    Enabled: supported,
    EventSourceArn: supported,
    FilterCriteria: members({ Filters: each(members({ Pattern: supported })) }),
    FunctionName: supported,
    FunctionResponseTypes: each(oneOf('ReportBatchItemFailures')),
    MaximumBatchingWindowInSeconds: supported,
    MaximumRecordAgeInSeconds: supported,
    MaximumRetryAttempts: supported,
    ParallelizationFactor: supported,
    ScalingConfig: members({ MaximumConcurrency: supported }),
    StartingPosition: oneOf('TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'),
    StartingPositionTimestamp: supported,
    Tags: ignored('tags have no effect on one machine'),
    TumblingWindowInSeconds: oneOf(0),
  },
  async provision(resource) {
    const { Tags: _ignored, ...input } = resource.properties;
    const { stored, arn } = await state.mappings.provision(originOf(resource), input, state);
    return { physicalId: stored.uuid, attributes: { Id: stored.uuid, EventSourceMappingArn: arn } };
  },
  remove: async (uuid) => {
    if (state.mappings.all.some(({ stored }) => stored.uuid === uuid)) await state.mappings.remove(uuid);
  },
});
