import { ignored, members, oneOf, supported } from '../../core/property-rules.js';
import type { Provisioner } from '../../core/provisioner.js';
import { ExecutionPool } from './execution-pool.js';
import type { LambdaState } from './lambda-state.js';
import { readFunctionConfiguration } from './read-function-configuration.js';
import type { EnvironmentStarter } from './start-environment.js';

/**
 * Environments that one function may have at a time; each takes about 30 MB. Whoever comes then waits.
 * Differs: on AWS up to the account's concurrency run at once.
 */
const MAX_ENVIRONMENTS = 4;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const functionProvisioner = (state: LambdaState, start: EnvironmentStarter): Provisioner => ({
  type: 'AWS::Lambda::Function',
  attributes: ['Arn'],
  properties: {
    Architectures: ignored('the function runs on the processor of this machine'),
    Code: members({ S3Bucket: supported, S3Key: supported }),
    Description: supported,
    Environment: members({ Variables: supported }),
    FunctionName: supported,
    Handler: supported,
    LoggingConfig: members({ LogFormat: oneOf('Text', 'JSON'), LogGroup: supported }),
    MemorySize: supported,
    ReservedConcurrentExecutions: supported,
    Role: supported,
    // Differs: whichever is named, the Node that runs the local cloud runs the function.
    Runtime: oneOf('nodejs20.x', 'nodejs22.x', 'nodejs24.x'),
    Tags: ignored('tags have no effect on one machine'),
    Timeout: supported,
    TracingConfig: ignored('the local cloud has no X-Ray'),
  },
  async provision(resource) {
    const configuration = await readFunctionConfiguration(resource, state);
    const limit = Math.max(1, Math.min(configuration.reservedConcurrency ?? MAX_ENVIRONMENTS, MAX_ENVIRONMENTS));
    const logs = state.ports.logsFor(configuration);
    const access = state.ports.accessFor(configuration);
    const pool = new ExecutionPool(() => start(configuration, access.variables()), limit, state.context.clock);
    const former = state.functions.put({ configuration, pool, logs, access });
    if (former && former.configuration.roleArn !== configuration.roleArn)
      await state.mappings.takeRoleOf(configuration.name, state);
    return { physicalId: configuration.name, attributes: { Arn: configuration.arn } };
  },
  remove: async (name) => state.functions.remove(name),
});
