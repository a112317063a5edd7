import type { CloudContext } from '../../core/cloud-context.js';
import { ExecutionEnvironment, type Environment } from './execution-environment.js';
import type { FunctionConfiguration } from './function-configuration.js';
import { functionEnvironment } from './function-environment.js';

/** Starts one environment of a function, with the variables by which it reaches this cloud. */
export type EnvironmentStarter = (
  configuration: FunctionConfiguration,
  access: Readonly<Record<string, string>>,
) => Environment;

/** How a function's environments are started: each with a log stream and variables of its own. */
export const environmentStarter =
  (context: CloudContext, runtimePath: string): EnvironmentStarter =>
  (configuration, access) => {
    const logStreamName = newLogStreamName(context);
    return new ExecutionEnvironment({
      runtimePath,
      clock: context.clock,
      memoryMiB: configuration.memoryMiB,
      environment: functionEnvironment(context, configuration, logStreamName, access),
      start: {
        taskRoot: configuration.taskRoot,
        handler: configuration.handler,
        logFormat: configuration.logFormat,
        functionName: configuration.name,
        functionVersion: '$LATEST',
        memoryLimitInMB: String(configuration.memoryMiB),
        logGroupName: configuration.logGroupName,
        logStreamName,
      },
    });
  };

/** `2026/11/23/[$LATEST]0f2a…`: one stream per environment, as on AWS. */
const newLogStreamName = ({ clock, random }: CloudContext): string => {
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const id = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${day}/[$LATEST]${id}`;
};
