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
  { apis: { cloudformation }, sleep }: SimulatedCloud,
  { stacks: [stack] }: CloudAssembly,
  random: () => number,
): Promise<void> => {
  if (!stack) throw new Error('The assembly has no stack.');
  const { stackName: StackName } = stack;
  // Whether the account was bootstrapped is asked by parameter and rule; nobody has, and nothing else needs it.
  const { Parameters: _parameters, Rules: _rules, ...template } = structuredClone(stack.template) as ChangeableTemplate;
  for (const { Type, Properties } of Object.values(template.Resources)) CHANGES[Type]?.(Properties, random);
  const Capabilities = ['CAPABILITY_NAMED_IAM' as const];
  await cloudformation.UpdateStack({ StackName, TemplateBody: JSON.stringify(template), Capabilities });
  for (;;) {
    const { Stacks: [now] = [] } = await cloudformation.DescribeStacks({ StackName });
    if (!now?.StackStatus?.endsWith('_IN_PROGRESS')) return;
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
