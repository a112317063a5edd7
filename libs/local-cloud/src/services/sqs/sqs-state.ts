import type { ResourcePolicies } from '../../core/authorization/resource-policies.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { Queues } from './queue/queues.js';

export interface SqsState {
  readonly queues: Queues;
  readonly policies: ResourcePolicies;
  readonly context: CloudContext;
}
