import { ignored } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';

const NO_POLICIES = 'resource policies of queues are not enforced on one machine';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const queuePolicyProvisioner: Provisioner = {
  type: 'AWS::SQS::QueuePolicy',
  properties: { PolicyDocument: ignored(NO_POLICIES), Queues: ignored(NO_POLICIES) },
  provision: async (resource) => ({
    physicalId: physicalNameOf(resource),
    attributes: { Id: physicalNameOf(resource) },
  }),
};
