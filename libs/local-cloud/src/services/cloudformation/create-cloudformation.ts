import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations, type Api } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { CloudFormationState, type CloudFormationPorts } from './cloudformation-state.js';
import { describeStackResource, describeStackResources } from './describe-stack-resources.js';
import { describeStacks } from './describe-stacks.js';
import { getTemplate } from './get-template.js';
import { listExports } from './list-exports.js';
import { listStackResources } from './list-stack-resources.js';
import { listStacks } from './list-stacks.js';

const operations = {
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  GetTemplate: getTemplate,
  ListExports: listExports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
};

/** The operations of CloudFormation that read. */
export type CloudFormationApi = Api<typeof operations>;

export interface CloudFormation extends CloudService {
  readonly api: CloudFormationApi;
}

/** CloudFormation for reading: the stacks that this run was started with. Nothing can be deployed through it. */
export const createCloudFormation = (context: CloudContext, ports: CloudFormationPorts): CloudFormation => {
  const api = bindOperations<CloudFormationState, typeof operations>(
    operations,
    new CloudFormationState(context, ports),
  );
  return {
    api,
    wire: {
      signingName: 'cloudformation',
      protocols: [{ kind: 'query', xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' }],
      schemas: () => import('@aws-sdk/client-cloudformation'),
      operations: { ...api },
    },
    provisioners: [],
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
