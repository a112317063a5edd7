import type { WireService } from '@sales-cdc/aws-wire';
import type { Provisioner } from './provisioner.js';

/** How far one stage of a pipeline is, for those who watch a run and for those who wait until it is drained. */
export interface StageProgress {
  /** `DynamoDB`, `Pipe`, `Kinesis`, `Firehose`, … */
  readonly stage: string;
  /** Name of the table, the pipe, … */
  readonly resource: string;
  /** What has passed since the process started, by name: `{ delivered: 500, failed: 0 }`. */
  readonly counts: Readonly<Record<string, number>>;
  /** What it has taken on or could take on now and has not finished; a run is drained when all are 0. */
  readonly pending: number;
  /** How old the oldest is of what it holds, by name, in milliseconds: `{ undelivered: 1200 }`. */
  readonly agesMs?: Readonly<Record<string, number>>;
}

/** An emulated AWS service, as the composition root sees it. */
export interface CloudService extends AsyncDisposable {
  /** How it is reached from outside; absent for a service that nobody calls. */
  readonly wire?: WireService;
  readonly provisioners: readonly Provisioner[];
  /** Starts the work that goes on by itself (pollers, deliveries), once every resource is there. */
  start?(): Promise<void>;
  progress?(): Promise<readonly StageProgress[]>;
}
