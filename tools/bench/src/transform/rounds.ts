/** Something to be timed; it handles the whole workload once. */
export interface Contender {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/**
 * Median seconds of each contender. They take turns within every round, so that a slow moment of the machine hits all alike;
 * the first rounds warm up and do not count.
 */
export const medianSeconds = async (
  contenders: readonly Contender[],
  { warmUps, rounds, nowMs }: { readonly warmUps: number; readonly rounds: number; readonly nowMs: () => number },
): Promise<Map<string, number>> => {
  const seconds = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < warmUps + rounds; round++) {
    for (const { name, run } of contenders) {
      const startMs = nowMs();
      await run();
      if (round >= warmUps) seconds.get(name)?.push((nowMs() - startMs) / 1000);
    }
  }
  return new Map([...seconds].map(([name, times]) => [name, median(times)]));
};

/** The middle value; of an even number of values the upper of the two in the middle. */
export const median = (values: readonly number[]): number => {
  const middle = [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('A median needs at least one value.');
  return middle;
};
