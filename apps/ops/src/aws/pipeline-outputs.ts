import { DescribeStacksCommand, type CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { UserError, stackNameOf } from '@sales-cdc/deployment';

/** The names of a pipeline's resources, by the outputs of its stack. */
export class PipelineOutputs {
  constructor(
    private readonly stackName: string,
    private readonly values: ReadonlyMap<string, string>,
  ) {}

  /** The value of an output; throws a UserError when the stack has none of that name. */
  of(name: string): string {
    const value = this.values.get(name);
    if (value === undefined)
      throw new UserError(
        `The stack ${this.stackName} has no output ${name}: deploy it again with "nx run infra:deploy".`,
      );
    return value;
  }
}

/** Reads the outputs of the stage's stack, so that no name is typed twice. Throws a UserError when there is no such stack. */
export const readPipelineOutputs = async (
  client: Pick<CloudFormationClient, 'send'>,
  stage: string,
): Promise<PipelineOutputs> => {
  const stackName = stackNameOf(stage);
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks?.[0]?.Outputs ?? [];
    const values = outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const);
    return new PipelineOutputs(stackName, new Map(values));
  } catch (error) {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist'))
      throw new UserError(
        `There is no stack ${stackName}: name another with --stage, or deploy it with "nx run infra:deploy".`,
        { cause: error },
      );
    throw error;
  }
};
