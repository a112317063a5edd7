import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AwsError } from '@sales-cdc/aws-wire';
import { arnOf } from '../../core/cloud-context.js';
import { physicalNameOf, type ResolvedResource } from '../../core/provisioner.js';
import { codeFolder, type CodeLocation } from './code/code-folder.js';
import type { FunctionConfiguration, LogFormat } from './function-configuration.js';
import { RESERVED_VARIABLES } from './function-environment.js';
import type { LambdaState } from './lambda-state.js';

interface FunctionProperties {
  readonly Code?: CodeLocation;
  readonly Description?: string;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, unknown>> };
  readonly FunctionName?: string;
  readonly Handler?: string;
  readonly LoggingConfig?: { readonly LogFormat?: LogFormat; readonly LogGroup?: string };
  readonly MemorySize?: number | string;
  readonly ReservedConcurrentExecutions?: number | string;
  readonly Role?: string;
  readonly Runtime?: string;
  readonly Timeout?: number | string;
}

type Context = Pick<LambdaState, 'context' | 'ports'>;

/** The configuration that the template asks for. Throws one sentence when the function could never run. */
export const readFunctionConfiguration = async (
  resource: ResolvedResource,
  { context, ports }: Context,
): Promise<FunctionConfiguration> => {
  const properties = resource.properties as FunctionProperties;
  const name = properties.FunctionName ?? physicalNameOf(resource);
  const handler = properties.Handler ?? '';
  const taskRoot = await requireCode(name, handler, properties.Code ?? {}, { context, ports });
  const reserved = properties.ReservedConcurrentExecutions;

  return {
    name,
    arn: arnOf(context, 'lambda', `function:${name}`),
    taskRoot,
    handler,
    runtime: properties.Runtime ?? '',
    roleArn: properties.Role ?? '',
    description: properties.Description ?? '',
    environment: requireAllowed(name, properties.Environment?.Variables ?? {}),
    timeoutMs: inRange(name, 'Timeout', properties.Timeout ?? 3, 1, 900) * 1000,
    memoryMiB: inRange(name, 'MemorySize', properties.MemorySize ?? 128, 128, 10_240),
    logGroupName: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    logFormat: properties.LoggingConfig?.LogFormat ?? 'Text',
    provisionedAtMs: context.clock.now(),
    ...(reserved !== undefined && { reservedConcurrency: Number(reserved) }),
  };
};

const requireCode = async (
  name: string,
  handler: string,
  location: CodeLocation,
  { context, ports }: Context,
): Promise<string> => {
  const folder = await codeFolder(location, ports.assets, context);
  // Without a bucket of assets it is the assembly of this run that lacks the code.
  if (folder === undefined && (await ports.assets.hasBucket(location.S3Bucket ?? '')))
    throw new AwsError(
      'InvalidParameterValueException',
      'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
    );
  if (folder === undefined || !existsSync(folder))
    throw new Error(
      `The code of the Lambda function ${name} is not in the cloud assembly; build the function and synthesize the app again.`,
    );
  const stem = join(folder, dirname(handler), basename(handler).split('.')[0] ?? '');
  if (['.js', '.mjs', '.cjs'].some((extension) => existsSync(stem + extension))) return folder;
  throw new Error(
    `The code of the Lambda function ${name} has no file for its handler ${handler}; build the function and synthesize the app again.`,
  );
};

const requireAllowed = (
  name: string,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> => {
  const reserved = Object.keys(variables).filter((variable) => RESERVED_VARIABLES.includes(variable));
  if (reserved.length > 0)
    throw new Error(
      `The Lambda function ${name} sets environment variables that Lambda reserves: ${reserved.join(', ')}. Remove them.`,
    );
  return Object.fromEntries(Object.entries(variables).map(([variable, value]) => [variable, String(value)]));
};

const inRange = (name: string, property: string, value: number | string, least: number, most: number): number => {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new Error(
    `The Lambda function ${name} has ${property} ${value}; it must be a whole number from ${least} to ${most}.`,
  );
};
