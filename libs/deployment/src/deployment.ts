import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { endpointUrl, isLoopback } from './endpoint-url.js';
import { UserError } from './user-error.js';

/** What a deployment left behind for those who use it. */
export interface Deployment {
  readonly tableName: string | undefined;
  /** Where the cloud is; undefined for AWS itself. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
}

/** The stack that a stage of the pipeline is deployed as. */
export const stackNameOf = (stage: string): string => `sales-cdc-${stage}`;

/** https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html, `--outputs-file`: outputs by stack. */
const StackOutputs = t.record(t.string, t.record(t.string, t.string), 'StackOutputs');
type Outputs = Readonly<Record<string, string>>;

/**
 * What the text that `cdk deploy --outputs-file` wrote tells of a stack; undefined when it does not tell of it. Throws a
 * UserError, which names the file, for any other text.
 */
export const readDeployment = (text: string, stackName: string, file: string): Deployment | undefined => {
  const outputs = StackOutputs.decode(parsed(text));
  if (isLeft(outputs))
    throw new UserError(
      `${file} does not hold the outputs of stacks: deploy again with "nx run infra:deploy", which writes it, or remove it.`,
    );
  return Object.hasOwn(outputs.right, stackName) ? deploymentOf(outputs.right[stackName] ?? {}) : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const deploymentOf = (outputs: Outputs): Deployment => {
  // A local cloud gives its own address to a queue: that is how a deployment tells where its cloud is.
  const queue = endpointUrl(outputs['DeadLetterQueueUrl'] ?? '');
  return {
    tableName: outputs['TableName'],
    endpoint: queue && isLoopback(queue) ? queue.origin : undefined,
    region: Object.values(outputs).map(regionOfArn).find(Boolean) ?? (queue && regionOfQueue(queue)),
  };
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html; the ARNs of some services have no region. */
const regionOfArn = (text: string): string | undefined => /^arn:[^:]+:[^:]+:([a-z0-9-]+):/.exec(text)?.[1];

/** https://docs.aws.amazon.com/general/latest/gr/sqs-service.html */
const regionOfQueue = ({ hostname }: URL): string | undefined =>
  /^sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(hostname)?.[1];
