import fc from 'fast-check';
import { nameOf } from '../faults/operator.js';
import { PIPE_TYPE, STREAM_TYPE, type Pipeline } from './pipeline.js';
import type { SaleModel } from './sale-model.js';
import type { End } from './session.js';
import type { HistoryCommand } from './write-commands.js';

const HOUR_MS = 60 * 60 * 1000;
/** Above a shard's four hours, and below the six after which the pipe gives records up. */
const LONGEST_AWAY_MS = 5 * HOUR_MS;
const LONGEST_WAIT_MS = 3_000;
const MOST_SHARDS = 4;

/** The process ends, and another starts after a while. */
class Restart implements HistoryCommand {
  constructor(
    private readonly how: End,
    private readonly awayMs: number,
  ) {}

  check({ awayMs }: Readonly<SaleModel>): boolean {
    return awayMs + this.awayMs <= LONGEST_AWAY_MS;
  }

  async run(model: SaleModel, pipeline: Pipeline): Promise<void> {
    await pipeline.away(this.how, this.awayMs);
    model.awayMs += this.awayMs;
    model.hasEnded = true;
  }

  toString(): string {
    return `end ${this.how}, start after ${String(this.awayMs)} ms`;
  }
}

class StopPipe implements HistoryCommand {
  check({ isPipeRunning }: Readonly<SaleModel>): boolean {
    return isPipeRunning;
  }

  async run(model: SaleModel, pipeline: Pipeline): Promise<void> {
    await pipeline.do(({ apis, provisioned }) => apis.pipes.StopPipe({ Name: nameOf(provisioned, PIPE_TYPE) }));
    model.isPipeRunning = false;
  }

  toString(): string {
    return 'stop the pipe';
  }
}

class StartPipe implements HistoryCommand {
  check({ isPipeRunning }: Readonly<SaleModel>): boolean {
    return !isPipeRunning;
  }

  async run(model: SaleModel, pipeline: Pipeline): Promise<void> {
    await pipeline.do(({ apis, provisioned }) => apis.pipes.StartPipe({ Name: nameOf(provisioned, PIPE_TYPE) }));
    model.isPipeRunning = true;
  }

  toString(): string {
    return 'start the pipe';
  }
}

/** Splits or merges the shards of the Kinesis stream, as far as one call may. */
class Reshard implements HistoryCommand {
  constructor(private readonly target: number) {}

  check({ shardCount }: Readonly<SaleModel>): boolean {
    return this.target !== shardCount && this.target <= 2 * shardCount && this.target >= shardCount / 2;
  }

  async run(model: SaleModel, pipeline: Pipeline): Promise<void> {
    await pipeline.do(({ apis, provisioned }) =>
      apis.kinesis.UpdateShardCount({
        StreamName: nameOf(provisioned, STREAM_TYPE),
        TargetShardCount: this.target,
        ScalingType: 'UNIFORM_SCALING',
      }),
    );
    model.shardCount = this.target;
  }

  toString(): string {
    return `reshard to ${String(this.target)}`;
  }
}

class Wait implements HistoryCommand {
  constructor(private readonly intervalMs: number) {}

  check(): boolean {
    return true;
  }

  async run(_model: SaleModel, pipeline: Pipeline): Promise<void> {
    await pipeline.do((cloud) => cloud.sleep(this.intervalMs));
  }

  toString(): string {
    return `wait ${String(this.intervalMs)} ms`;
  }
}

/** What happens to the pipeline beside the writes. */
export const operatorCommands = (): readonly fc.Arbitrary<HistoryCommand>[] => [
  fc
    .tuple(
      fc.constantFrom<End>('in good order', 'at once'),
      fc.oneof(fc.constant(0), fc.integer({ min: 0, max: LONGEST_AWAY_MS })),
    )
    .map((given) => new Restart(...given)),
  fc.constant(new StopPipe()),
  fc.constant(new StartPipe()),
  fc.integer({ min: 1, max: MOST_SHARDS }).map((target) => new Reshard(target)),
  fc.integer({ min: 0, max: LONGEST_WAIT_MS }).map((intervalMs) => new Wait(intervalMs)),
];
