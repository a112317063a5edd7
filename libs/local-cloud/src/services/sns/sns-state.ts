import type { CloudContext } from '../../core/cloud-context.js';
import type { SnsPorts } from './ports.js';
import type { Deliveries } from './topic/deliveries.js';
import type { TopicCounts } from './topic/topic-counts.js';
import type { Topics } from './topic/topics.js';

/** What the operations of SNS work on. */
export interface SnsState {
  readonly context: CloudContext;
  readonly ports: SnsPorts;
  readonly topics: Topics;
  readonly deliveries: Deliveries;
  readonly counts: TopicCounts;
}
