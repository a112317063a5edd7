import { arnOf, type CloudContext } from '../../core/cloud-context.js';
import { supported } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import { originOf } from '../../core/resource-origin.js';
import type { IamState } from './iam-state.js';
import { parsePolicy } from './policy/policy.js';

interface PermissionProperties {
  readonly Action?: string;
  readonly FunctionName?: string;
  readonly Principal?: string;
  readonly SourceAccount?: string;
  readonly SourceArn?: string;
}

/**
 * A statement of a function's policy: which service may call the function in its own name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html
 */
export const lambdaPermissionProvisioner = (state: IamState, context: CloudContext): Provisioner => ({
  type: 'AWS::Lambda::Permission',
  attributes: ['Id'],
  properties: {
    Action: supported,
    FunctionName: supported,
    Principal: supported,
    SourceAccount: supported,
    SourceArn: supported,
  },
  async provision(resource) {
    const { Action, FunctionName = '', Principal = '', ...source } = resource.properties as PermissionProperties;
    const functionArn = FunctionName.startsWith('arn:')
      ? FunctionName
      : arnOf(context, 'lambda', `function:${FunctionName}`);
    const policy = parsePolicy(
      {
        Statement: {
          Effect: 'Allow',
          Action,
          Principal: Principal.endsWith('.amazonaws.com') ? { Service: Principal } : { AWS: Principal },
          Resource: functionArn,
          ...conditionOn(source),
        },
      },
      'resource',
    );
    state.addToResourcePolicy(functionArn, originOf(resource), policy);
    return { physicalId: physicalNameOf(resource), attributes: { Id: physicalNameOf(resource) } };
  },
  remove: async (_id, resource) => state.removeResourcePolicies(originOf(resource)),
});

const conditionOn = ({ SourceArn, SourceAccount }: PermissionProperties): object => ({
  Condition: {
    ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
    ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
  },
});
