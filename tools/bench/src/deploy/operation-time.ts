import { paginateDescribeStackEvents, type CloudFormationClient } from '@aws-sdk/client-cloudformation';

/** How long the stack's last operation took, in milliseconds, from the first of its events to the last. */
export const lastOperationMs = async (client: CloudFormationClient, stackName: string): Promise<number> => {
  let endMs: number | undefined;
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stackName }))
    for (const { Timestamp, LogicalResourceId, ResourceStatusReason } of StackEvents) {
      const atMs = Timestamp?.getTime() ?? 0;
      endMs ??= atMs;
      if (LogicalResourceId === stackName && ResourceStatusReason === 'User Initiated') return endMs - atMs;
    }
  throw new Error(`No operation of ${stackName} has been asked for.`);
};
