import type { CloudContext } from '../../core/cloud-context.js';
import type { EventQueue } from './event-queue.js';
import type { Mappings } from './event-source-mapping/mappings.js';
import type { Functions } from './functions.js';
import type { LambdaPorts } from './ports.js';

/** What the operations of Lambda work on. */
export interface LambdaState {
  readonly context: CloudContext;
  readonly ports: LambdaPorts;
  readonly functions: Functions;
  readonly events: EventQueue;
  readonly mappings: Mappings;
}
