export interface SeedRange {
  readonly from: number;
  readonly count: number;
}

/** What became of many runs. */
export interface Totals {
  readonly runs: number;
  /** Writes that the table holds. */
  readonly changes: number;
  /** Processes that were started. */
  readonly lives: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Changes that no row tells of, even after redrive. */
  readonly lost: number;
  /** Rows that no change explains, or in another order. */
  readonly wrong: number;
  /** Rows of a sale that `sales_current` has more than once, or wrongly. */
  readonly duplicates: number;
  /** Sales whose `sales_history` is not what was written. */
  readonly historyMismatches: number;
  /** Rows that came again: allowed, since delivery is at least once. */
  readonly redelivered: number;
  /** Changes that came home by redrive. */
  readonly redriven: number;
  readonly firstFailingSeed: number | null;
}

export const emptyTotals = (): Totals => ({
  runs: 0,
  changes: 0,
  lives: 0,
  faults: {},
  lost: 0,
  wrong: 0,
  duplicates: 0,
  historyMismatches: 0,
  redelivered: 0,
  redriven: 0,
  firstFailingSeed: null,
});

export const addUp = (a: Totals, b: Totals): Totals => {
  const kinds = [...new Set([...Object.keys(a.faults), ...Object.keys(b.faults)])];
  const failing = [a.firstFailingSeed, b.firstFailingSeed].filter((seed) => seed !== null);
  return {
    runs: a.runs + b.runs,
    changes: a.changes + b.changes,
    lives: a.lives + b.lives,
    faults: Object.fromEntries(kinds.map((kind) => [kind, (a.faults[kind] ?? 0) + (b.faults[kind] ?? 0)])),
    lost: a.lost + b.lost,
    wrong: a.wrong + b.wrong,
    duplicates: a.duplicates + b.duplicates,
    historyMismatches: a.historyMismatches + b.historyMismatches,
    redelivered: a.redelivered + b.redelivered,
    redriven: a.redriven + b.redriven,
    firstFailingSeed: failing.length > 0 ? Math.min(...failing) : null,
  };
};

export const printTotals = (totals: Totals, seconds: number): string => {
  const { runs, changes, lives, faults, lost, wrong, duplicates, historyMismatches } = totals;
  const byKind = Object.entries(faults).sort(([, a], [, b]) => b - a);
  return [
    `runs ${runs}, changes ${changes}, processes ${lives}, ${seconds.toFixed(0)} s`,
    'faults injected:',
    ...byKind.map(([kind, count]) => `  ${kind.padEnd(20)} ${String(count).padStart(9)}`),
    `redelivered rows ${totals.redelivered}, changes brought home by redrive ${totals.redriven}`,
    `lost ${lost}, wrong ${wrong}, duplicates in sales_current ${duplicates}, histories that differ ${historyMismatches}`,
    totals.firstFailingSeed === null ? 'every seed passed' : `first failing seed: ${totals.firstFailingSeed}`,
  ].join('\n');
};
