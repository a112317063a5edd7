import fc from 'fast-check';
import { operatorCommands } from './operator-commands.js';
import { Pipeline, type Delivered, type PipelineOptions } from './pipeline.js';
import { SaleModel } from './sale-model.js';
import { writeCommands, type HistoryCommand } from './write-commands.js';

export type History = Iterable<HistoryCommand>;

/** Histories of a few sales, each a mix of writes and of what happens to the pipeline; a failing one shrinks. */
export const anyHistory = (saleIds: readonly string[], maxCommands = 20): fc.Arbitrary<History> =>
  fc.commands([...writeCommands(saleIds), ...writeCommands(saleIds), ...operatorCommands()], { maxCommands });

/** Lets a history happen to a pipeline and to the model, and waits until all of it is delivered. */
export const runHistory = async (
  history: History,
  options: PipelineOptions,
): Promise<{ readonly model: SaleModel; readonly delivered: Delivered }> => {
  const model = new SaleModel();
  await using pipeline = new Pipeline(options);
  await fc.asyncModelRun(() => ({ model, real: pipeline }), history);
  return { model, delivered: await pipeline.delivered() };
};
