import type { OpenStore } from './services/dynamodb/index.js';
import type { EnvironmentStarter } from './services/lambda/index.js';

/** Stands between a service and a neighbour that it calls, and gives it the neighbour's operations, changed or as they are. */
export type Between = <Operations extends object>(caller: string, callee: string, operations: Operations) => Operations;

/** What a simulation puts in the place of whatever has a time or a will of its own. */
export interface Machinery {
  /** Instead of LevelDB on disk. */
  readonly openStore?: OpenStore;
  /** Instead of worker threads. */
  readonly startEnvironment?: EnvironmentStarter;
  readonly between?: Between;
}
