import type { FunctionConfiguration as Description, GetFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import type { FunctionConfiguration } from './function-configuration.js';
import type { LambdaState } from './lambda-state.js';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = (
  input: GetFunctionConfigurationRequest,
  { functions }: LambdaState,
): Description => describeFunction(functions.require(input.FunctionName, input.Qualifier).configuration);

/** Differs: no CodeSize, CodeSha256 and RevisionId; the code is a folder of the cloud assembly. */
export const describeFunction = (configuration: FunctionConfiguration): Description => ({
  FunctionName: configuration.name,
  FunctionArn: configuration.arn,
  Description: configuration.description,
  Runtime: configuration.runtime as NonNullable<Description['Runtime']>,
  Role: configuration.roleArn,
  Handler: configuration.handler,
  Timeout: configuration.timeoutMs / 1000,
  MemorySize: configuration.memoryMiB,
  LastModified: new Date(configuration.provisionedAtMs).toISOString().replace('Z', '+0000'),
  Version: '$LATEST',
  Environment: { Variables: { ...configuration.environment } },
  PackageType: 'Zip',
  State: 'Active',
  LastUpdateStatus: 'Successful',
  LoggingConfig: { LogGroup: configuration.logGroupName, LogFormat: configuration.logFormat },
});
