import type { CloudContext } from '../../core/cloud-context.js';
import type { MetricStore } from './store/metric-store.js';

/** What the operations of CloudWatch work on. */
export interface CloudWatchState {
  readonly context: CloudContext;
  readonly metrics: MetricStore;
}
