import { readCloudAssembly, type CloudAssembly } from '@sales-cdc/cfn-template';
import { faultRatesOf, type CompiledBundles, type SimulationOptions } from '@sales-cdc/local-cloud/simulation';
import { join } from 'node:path';
import { faultRun, type FaultRun } from './fault-run.js';
import { withoutMappings } from './run-seeds.js';

type Stage = 'dev' | 'prod';

const ASSEMBLIES = join(import.meta.dirname, '../../../../apps/infra/dist/cdk.out');
const bundles: CompiledBundles = new Map();
const assemblies = new Map<Stage, CloudAssembly>();

const run = (stage: Stage, seed: number, between?: SimulationOptions['between']): Promise<FaultRun> => {
  const assembly = assemblies.get(stage);
  if (!assembly) throw new Error(`The assembly of ${stage} is not read.`);
  return faultRun({ assembly, seed, rates: faultRatesOf(seed), bundles, ...(between && { between }) });
};

beforeAll(async () => {
  for (const stage of ['dev', 'prod'] as const)
    assemblies.set(stage, withoutMappings(await readCloudAssembly(join(ASSEMBLIES, stage))));
});

describe('under faults', () => {
  it.each<[Stage, number, number]>([
    ['dev', 1, 200],
    ['prod', 100_001, 60],
  ])(
    'the pipeline of %s, from seed %i on for %i seeds, loses no change and tells none in a wrong order',
    async (stage, from, count) => {
      const failing: number[] = [];
      for (let seed = from; seed < from + count; seed += 1) {
        const { account } = await run(stage, seed);
        if (account.lost + account.wrong > 0) failing.push(seed);
      }
      expect(failing).toEqual([]);
    },
    300_000,
  );

  it('a seed replays: the same steps and the same bytes', async () => {
    for (const seed of [3, 14, 40]) {
      const [one, other] = [await run('dev', seed), await run('dev', seed)];
      expect(other.history).toEqual(one.history);
      expect(other.lake).toEqual(one.lake);
    }
  }, 60_000);

  it('a delivery that says it is done before it is, so that its checkpoint runs ahead, is caught by some seed', async () => {
    let caught: number | undefined;
    for (let seed = 1; caught === undefined && seed <= 100; seed += 1) {
      const { account } = await run('dev', seed, donePrematurely);
      if (account.lost > 0) caught = seed;
    }
    expect(caught).toBeDefined();
  }, 120_000);
});

/** Firehose is told at once that its object is in S3, which it is only later, if the process lives so long. */
const donePrematurely: SimulationOptions['between'] = (caller, callee, operations) => {
  if (caller !== 'Firehose' || callee !== 'S3') return operations;
  const { PutObject } = operations as unknown as { readonly PutObject: (input: object) => Promise<object> };
  const early = async (input: object): Promise<object> => {
    void PutObject(input).catch(() => undefined);
    return {};
  };
  return { ...operations, PutObject: early };
};
