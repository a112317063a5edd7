import { ignored, oneOf, supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import type { Repositories, Repository } from './repositories.js';

interface RepositoryProperties {
  readonly RepositoryName?: string;
  readonly ImageTagMutability?: Repository['imageTagMutability'];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html */
export const repositoryProvisioner = (repositories: Repositories): Provisioner => ({
  type: 'AWS::ECR::Repository',
  attributes: ['Arn', 'RepositoryUri'],
  properties: {
    ImageScanningConfiguration: ignored('the repository holds no images'),
    ImageTagMutability: oneOf('MUTABLE', 'IMMUTABLE'),
    LifecyclePolicy: ignored('the repository holds no images'),
    RepositoryName: supported,
    RepositoryPolicyText: ignored('the repository holds no images'),
    Tags: ignored('tags have no effect on one machine'),
  },
  async provision(resource) {
    const {
      RepositoryName: name = physicalNameOf(resource).toLowerCase(),
      ImageTagMutability: mutability = 'MUTABLE',
    } = resource.properties as RepositoryProperties;
    const { arn, uri } = repositories.put(name, mutability);
    return { physicalId: name, attributes: { Arn: arn, RepositoryUri: uri } };
  },
  async remove(physicalId) {
    repositories.delete(physicalId);
  },
});
