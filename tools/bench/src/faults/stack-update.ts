import type { CloudAssembly } from '@sales-cdc/cfn-template';
import type { SimulatedCloud } from '@sales-cdc/local-cloud/simulation';

type Properties = Record<string, unknown>;

interface ChangeableTemplate {
  readonly Parameters?: unknown;
  readonly Rules?: unknown;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Properties }>>;
}

const ASK_EVERY_MS = 500;

/**
 * Deploys the pipeline with other settings of what runs: the batches of the pipe, the buffer and prefix of the delivery,
 * the functions' time and memory. Resolves when the operation has ended, done or rolled back.
 */
export const updateStack = async (
  cloud: SimulatedCloud,
  assembly: CloudAssembly,
  random: () => number,
): Promise<void> => {
  const { stackName, template } = plainTemplate(assembly);
  for (const { Type, Properties } of Object.values(template.Resources)) CHANGES[Type]?.(Properties, random);
  await deploy(stackName, template, cloud);
};

/** Deploys the pipeline as it was at first. Throws when what was done to the stack before leaves it no way there. */
export const deployAsAtFirst = async (cloud: SimulatedCloud, assembly: CloudAssembly): Promise<void> => {
  const { stackName, template } = plainTemplate(assembly);
  const status = await deploy(stackName, template, cloud).catch((error: unknown) => {
    if (error instanceof Error && error.message === 'No updates are to be performed.') return 'UPDATE_COMPLETE';
    throw error;
  });
  if (status !== 'UPDATE_COMPLETE') throw new Error(`Without any fault the deployment ended as ${status}.`);
};

const plainTemplate = ({
  stacks: [stack],
}: CloudAssembly): { readonly stackName: string; readonly template: ChangeableTemplate } => {
  if (!stack) throw new Error('The assembly has no stack.');
  // Whether the account was bootstrapped is asked by parameter and rule; nobody has, and nothing else needs it.
  const { Parameters: _parameters, Rules: _rules, ...template } = structuredClone(stack.template) as ChangeableTemplate;
  return { stackName: stack.stackName, template };
};

/** As a person would: a rollback that failed goes on first. Answers how the update ended. */
const deploy = async (StackName: string, template: ChangeableTemplate, cloud: SimulatedCloud): Promise<string> => {
  const { cloudformation } = cloud.apis;
  if ((await settled(StackName, cloud)) === 'UPDATE_ROLLBACK_FAILED') {
    await cloudformation.ContinueUpdateRollback({ StackName });
    await settled(StackName, cloud);
  }
  const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
  await cloudformation.UpdateStack({ StackName, TemplateBody: JSON.stringify(template), Capabilities });
  return settled(StackName, cloud);
};

/** The stack's status once no operation is under way. */
const settled = async (
  StackName: string,
  { apis: { cloudformation }, sleep }: Pick<SimulatedCloud, 'apis' | 'sleep'>,
): Promise<string> => {
  for (;;) {
    const { Stacks: [{ StackStatus = '' } = {}] = [] } = await cloudformation.DescribeStacks({ StackName });
    if (!StackStatus.endsWith('_IN_PROGRESS')) return StackStatus;
    await sleep(ASK_EVERY_MS);
  }
};

const upTo = (most: number, random: () => number): number => 1 + Math.floor(random() * most);

const CHANGES: Readonly<Record<string, (properties: Properties, random: () => number) => void>> = {
  'AWS::Pipes::Pipe': ({ SourceParameters: source }, random) => {
    const { DynamoDBStreamParameters: reading } = source as { readonly DynamoDBStreamParameters: Properties };
    reading['BatchSize'] = upTo(100, random);
    reading['MaximumBatchingWindowInSeconds'] = upTo(5, random);
  },
  'AWS::KinesisFirehose::DeliveryStream': ({ ExtendedS3DestinationConfiguration: destination }, random) => {
    const to = destination as Properties;
    to['Prefix'] = `${String(to['Prefix'])}${random() < 0.5 ? 'updated-' : ''}`;
  },
  'AWS::Lambda::Function': (properties, random) => {
    properties['MemorySize'] = 128 * upTo(8, random);
  },
};
