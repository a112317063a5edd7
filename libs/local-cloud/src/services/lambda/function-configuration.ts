export type LogFormat = 'Text' | 'JSON';

/** A function as its template describes it, with Lambda's defaults filled in. */
export interface FunctionConfiguration {
  readonly name: string;
  readonly arn: string;
  /** The folder of its code. */
  readonly taskRoot: string;
  /** `index.handler` */
  readonly handler: string;
  readonly runtime: string;
  readonly roleArn: string;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMiB: number;
  readonly logGroupName: string;
  readonly logFormat: LogFormat;
  readonly reservedConcurrency?: number;
  readonly provisionedAtMs: number;
}
