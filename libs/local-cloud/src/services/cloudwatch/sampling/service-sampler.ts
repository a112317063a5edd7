import type { Clock } from '../../../core/clock.js';
import type { MetricSink } from '../../../core/metrics.js';
import type { StageProgress } from '../../../core/service.js';
import { growthOf, levelsOf } from './service-metrics.js';

/** Turns what the services tell of their progress into the metrics that AWS has of them. */
export class ServiceSampler {
  #before: ReadonlyMap<string, StageProgress> = new Map();

  constructor(
    private readonly progress: () => Promise<readonly StageProgress[]>,
    private readonly metrics: MetricSink,
    private readonly clock: Clock,
  ) {}

  /** Differs: a value is what was counted since the look before, where AWS has one for each call. */
  async sample(): Promise<void> {
    const stages = await this.progress();
    const timestampMs = this.clock.now();
    for (const stage of stages)
      for (const metric of [...growthOf(stage, this.#before.get(keyOf(stage))), ...levelsOf(stage)])
        this.metrics.put({ ...metric, timestampMs });
    this.#before = new Map(stages.map((stage) => [keyOf(stage), stage]));
  }
}

const keyOf = ({ stage, resource }: StageProgress): string => `${stage} ${resource}`;
