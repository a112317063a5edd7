import { AwsError } from '@sales-cdc/aws-wire';
import type { StackPlan, Template } from '@sales-cdc/cfn-template';

const NAMES: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
};

/** What the caller must say it knows: that the template makes roles or policies, and that it names them. */
export const capabilitiesFor = (types: readonly string[], { Resources: resources }: Template): readonly string[] => {
  if (!types.some((type) => type.startsWith('AWS::IAM::'))) return [];
  const isNamed = Object.values(resources).some(({ Type: type, Properties: properties = {} }) => {
    const name = NAMES[type];
    return name !== undefined && properties[name] !== undefined;
  });
  return [isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'];
};

/** Throws InsufficientCapabilities. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html */
export const requireCapabilities = (plan: StackPlan, template: Template, given: readonly string[]): void => {
  const needed = capabilitiesFor(
    plan.resources.map(({ type }) => type),
    template,
  );
  const isGiven = (capability: string): boolean =>
    given.includes(capability) || (capability === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM'));
  const missing = needed.filter((capability) => !isGiven(capability));
  if (missing.length > 0)
    throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
};
