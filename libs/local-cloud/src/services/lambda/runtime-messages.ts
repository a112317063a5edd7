import type { LogFormat } from './function-configuration.js';

/** What the worker is told when it starts; read by `runtime/lambda-runtime.mjs`. */
export interface RuntimeStart {
  readonly taskRoot: string;
  readonly handler: string;
  readonly logFormat: LogFormat;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
}

export interface Invocation {
  readonly requestId: string;
  readonly invokedFunctionArn: string;
  readonly timeoutMs: number;
  /** JSON text as UTF-8; the worker parses it, which keeps large events off the main thread. */
  readonly payload: Uint8Array;
}

/** The body of an answer with a `FunctionError`. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How an invocation ended; a worker's first answer says how the loading of the handler did. */
export type Answer =
  | { readonly kind: 'result'; readonly payload: Uint8Array }
  | {
      readonly kind: 'error';
      readonly error: FunctionFailure;
      /** The worker cannot go on. */ readonly fatal?: boolean;
    }
  | { readonly kind: 'invalidPayload'; readonly message: string };

/** What the worker says. */
export type RuntimeMessage = Answer | { readonly kind: 'log'; readonly text: string };
