import type { CloudContext } from '../../core/cloud-context.js';
import type { FunctionConfiguration } from './function-configuration.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
export const RESERVED_VARIABLES: readonly string[] = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];

/** Every variable that the function sees: the template's, Lambda's own, the caller's; nothing of the host's. */
export const functionEnvironment = (
  { region }: CloudContext,
  configuration: FunctionConfiguration,
  logStreamName: string,
  access: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({
  ...access,
  ...configuration.environment,
  _HANDLER: configuration.handler,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMiB),
  AWS_LAMBDA_FUNCTION_NAME: configuration.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: configuration.logFormat,
  AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroupName,
  AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
  AWS_REGION: region,
  LAMBDA_TASK_ROOT: configuration.taskRoot,
});
