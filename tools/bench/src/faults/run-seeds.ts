import type { CloudAssembly } from '@sales-cdc/cfn-template';
import { faultRatesOf, Stuck, type CompiledBundles } from '@sales-cdc/local-cloud/simulation';
import { faultRun, type FaultRun } from './fault-run.js';
import { addUp, emptyTotals, type SeedRange, type Totals } from './totals.js';
import { checkViews } from './views.js';

/** The views of so many runs are asked at once: their sales are told apart by their ids. */
const RUNS_PER_QUERY = 250;

export interface SeedRuns extends SeedRange {
  readonly assembly: CloudAssembly;
  /** Asks the views by SQL, too, not only the rows. */
  readonly withViews: boolean;
}

/** Runs the seeds one after the other. A run that throws or hangs counts as failed by its seed. */
export const runSeeds = async ({ assembly: whole, from, count, withViews }: SeedRuns): Promise<Totals> => {
  const assembly = withoutMappings(whole);
  const bundles: CompiledBundles = new Map();
  let totals = emptyTotals();
  let unchecked: FaultRun[] = [];
  const checkAll = async (): Promise<void> => {
    if (withViews && unchecked.length > 0)
      totals = addUp(totals, { ...emptyTotals(), ...(await checkViews(assembly, unchecked)) });
    unchecked = [];
  };
  for (let seed = from; seed < from + count; seed += 1) {
    try {
      const run = await faultRun({ assembly, seed, rates: faultRatesOf(seed), bundles });
      totals = addUp(totals, totalsOf(run));
      unchecked.push(run);
    } catch (error) {
      console.error(
        `seed ${seed}: ${error instanceof Stuck ? error.message : String(error instanceof Error ? error.stack : error)}`,
      );
      totals = addUp(totals, { ...emptyTotals(), runs: 1, firstFailingSeed: seed });
    }
    if (unchecked.length >= RUNS_PER_QUERY) await checkAll();
  }
  await checkAll();
  return totals;
};

/**
 * The pipeline without the functions on its stream: they talk to the cloud over the network, whose time no simulation
 * has, and delivery to the lake does not depend on them.
 */
export const withoutMappings = (assembly: CloudAssembly): CloudAssembly => ({
  ...assembly,
  stacks: assembly.stacks.map((stack) => ({
    ...stack,
    template: {
      ...stack.template,
      Resources: Object.fromEntries(
        Object.entries(stack.template.Resources).filter(([, { Type }]) => Type !== 'AWS::Lambda::EventSourceMapping'),
      ),
    },
  })),
});

const totalsOf = ({ seed, account, faults, lives, redriven }: FaultRun): Totals => ({
  ...emptyTotals(),
  runs: 1,
  changes: account.changes,
  lives,
  faults: Object.fromEntries(faults),
  lost: account.lost,
  wrong: account.wrong,
  redelivered: account.redelivered,
  redriven,
  firstFailingSeed: account.lost + account.wrong > 0 ? seed : null,
});
