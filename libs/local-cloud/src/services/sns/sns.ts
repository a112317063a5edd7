import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { operations, type SnsApi } from './operations.js';
import type { SnsPorts } from './ports.js';
import { subscriptionProvisioner, topicProvisioner } from './provisioners.js';
import type { SnsState } from './sns-state.js';
import { attemptDelivery } from './topic/attempt-delivery.js';
import { Deliveries } from './topic/deliveries.js';
import { TopicCounts } from './topic/topic-counts.js';
import { Topics } from './topic/topics.js';

export interface Sns extends CloudService {
  readonly api: SnsApi;
  /** Resolves when every message that was published has been delivered or given up. */
  settled(): Promise<void>;
}

/** Standard topics with queues and functions as subscribers. */
export const createSns = async (context: CloudContext, ports: SnsPorts): Promise<Sns> => {
  const topics = await Topics.open(context);
  const counts = new TopicCounts(context);
  const deliveries = new Deliveries(context, attemptDelivery({ context, ports, topics, counts }));
  const state: SnsState = { context, ports, topics, deliveries, counts };
  const api = bindOperations(operations, state);
  const ofTemplate = new Set<string>();
  const onSubscribed = ({ arn }: { readonly arn: string }): void => void ofTemplate.add(arn);
  return {
    api,
    wire: {
      signingName: 'sns',
      protocols: [{ kind: 'query', xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/' }],
      schemas: () => import('@aws-sdk/client-sns'),
      operations: { ...api },
    },
    provisioners: [topicProvisioner(state, onSubscribed), subscriptionProvisioner(state, onSubscribed)],
    async start() {
      // What the template no longer has is gone, as after an update of the stack.
      for (const one of topics.subscriptions)
        if (one.origin !== undefined && !ofTemplate.has(one.arn)) await topics.removeSubscription(one);
      await deliveries.resume();
    },
    settled: () => deliveries.settled(),
    progress: async () =>
      topics.all.map(({ arn, name }) => ({
        stage: 'SNS',
        resource: name,
        counts: { ...counts.of(arn) },
        pending: deliveries.pending(arn),
      })),
    [Symbol.asyncDispose]: () => deliveries[Symbol.asyncDispose](),
  };
};
