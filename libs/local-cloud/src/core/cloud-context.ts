import type { Clock } from './clock.js';
import type { Disk } from './disk.js';
import type { MetricSink } from './metrics.js';
import type { CloudObserver } from './observer.js';

/** What every service of one cloud shares: who and where it is, where its data lies, its time and who watches. */
export interface CloudContext {
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** The folder for everything durable; each service keeps to a folder of its own name below it. */
  readonly dataDirectory: string;
  /** What that folder lies on. */
  readonly disk: Disk;
  readonly clock: Clock;
  readonly observer: CloudObserver;
  /** Where services put what they measure; absent where nobody looks at it. */
  readonly metrics?: MetricSink;
  /** Service limits (shard throughput and the like) are AWS's, times the time scale, unless lifted. */
  readonly limits: 'aws' | 'lifted';
  /** Randomness, so that a seeded run can be repeated: a number in [0, 1). */
  readonly random: () => number;
}

/** `arn:aws:kinesis:us-east-1:000000000000:stream/name` */
export const arnOf = ({ partition, region, accountId }: CloudContext, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
