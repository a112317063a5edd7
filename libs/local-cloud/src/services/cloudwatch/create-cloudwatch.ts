import { BackgroundTask } from '../../core/background-task.js';
import type { CloudContext } from '../../core/cloud-context.js';
import type { MetricSink } from '../../core/metrics.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService, StageProgress } from '../../core/service.js';
import type { LogEvent } from '../logs/logs-api.js';
import { readEmbeddedMetrics } from './embedded/read-embedded-metrics.js';
import { operations, type CloudWatchApi } from './operations.js';
import { ServiceSampler } from './sampling/service-sampler.js';
import { MetricStore } from './store/metric-store.js';

/** What CloudWatch needs from the rest of the cloud. */
export interface CloudWatchPorts {
  /** How far each service is; looked at again and again. */
  progress(): Promise<readonly StageProgress[]>;
}

export interface CloudWatch extends CloudService {
  readonly api: CloudWatchApi;
  /** Where services put what they measure themselves. */
  readonly metrics: MetricSink;
  /** Takes the metrics that lie in log lines. */
  readonly takeLogged: (logged: { readonly events: readonly LogEvent[] }) => void;
}

const SAMPLE_EVERY_MS = 10_000;

/** CloudWatch metrics: what callers put, what functions log in the embedded metric format, and what the services count. */
export const createCloudWatch = (context: CloudContext, ports: CloudWatchPorts): CloudWatch => {
  const { clock } = context;
  const metrics = new MetricStore(clock, tellOnce(context));
  const api = bindOperations(operations, { context, metrics });
  const sampler = new ServiceSampler(() => ports.progress(), metrics, clock);
  let sampling: BackgroundTask | undefined;
  return {
    api,
    metrics,
    takeLogged: ({ events }) => {
      for (const { message } of events) for (const datum of readEmbeddedMetrics(message)) metrics.put(datum);
    },
    wire: {
      signingName: 'monitoring',
      protocols: [
        { kind: 'json', version: '1.0', targetPrefix: 'GraniteServiceVersion20100801' },
        { kind: 'rpc-v2-cbor', serviceName: 'GraniteServiceVersion20100801' },
        { kind: 'query', xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
      ],
      schemas: () => import('@aws-sdk/client-cloudwatch'),
      operations: { ...api },
    },
    provisioners: [],
    start: async () => {
      sampling ??= new BackgroundTask(() => sampler.sample(), {
        // Metrics go by the world's time, and the clock sleeps by the template's.
        pauseMs: SAMPLE_EVERY_MS * clock.timeScale,
        clock,
        onError: (error) => tell(context, `The services could not be asked for their counts: ${String(error)}`),
      });
    },
    [Symbol.asyncDispose]: async () => {
      await sampling?.[Symbol.asyncDispose]();
    },
  };
};

const tell = ({ observer }: CloudContext, message: string): void => {
  observer.problem?.({ service: 'CloudWatch', resource: 'metrics', message });
};

/** Told for the first metric only: a run that has too many has very many too many. */
const tellOnce = (context: CloudContext): ((refused: { readonly name: string }) => void) => {
  let told = false;
  return ({ name }) => {
    if (!told) tell(context, `There are 1,000 metrics; ${name} and further ones are not kept.`);
    told = true;
  };
};
