import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { describeRepositories, type EcrState } from './describe-repositories.js';
import { repositoryProvisioner } from './provision-repository.js';
import { Repositories } from './repositories.js';

const operations = { DescribeRepositories: describeRepositories };

export type EcrApi = Api<typeof operations>;

export interface Ecr extends CloudService {
  readonly api: EcrApi;
}

/** Container repositories, recorded only: CDK's bootstrap stack has one. */
export const createEcr = (context: CloudContext): Ecr => {
  const repositories = new Repositories(context);
  const api = bindOperations<EcrState, typeof operations>(operations, { context, repositories });
  return {
    api,
    wire: {
      signingName: 'ecr',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921' }],
      schemas: () => import('@aws-sdk/client-ecr'),
      operations: { ...api },
    },
    provisioners: [repositoryProvisioner(repositories)],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
