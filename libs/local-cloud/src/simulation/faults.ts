import { seededRandom } from '../core/seeded-random.js';

/** What can go wrong in a simulated world. */
export const FAULT_KINDS = [
  /** The process ends before or after a step. */
  'kill',
  /** The process ends in the middle of a write, of which a part is on disk. */
  'torn write',
  /** A write fails, and nothing of it is on disk. */
  'disk full',
  /** A step on the disk takes long. */
  'slow disk',
  /** A neighbour refuses since there is too much. */
  'throttled',
  /** A neighbour fails before it has done anything. */
  'server error',
  /** A neighbour has done it, and the caller is told that it failed. */
  'answer lost',
  /** For a while a neighbour lets nobody in, as when somebody has taken a permission away. */
  'outage',
  /** Some records of PutRecords are not taken. */
  'partial put',
  'expired iterator',
  'function throws',
  'function times out',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** How likely each kind is at each chance that it has: from 0 to 1. */
export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;

/** Which faults a seed brings: a few kinds, seldom or often, so that each run has its own character. */
export const faultRatesOf = (seed: number): FaultRates => {
  const random = seededRandom(seed ^ 0x5eed);
  const rates: Partial<Record<FaultKind, number>> = {};
  for (const kind of FAULT_KINDS) if (random() < 0.45) rates[kind] = CEILINGS[kind] * random() ** 2;
  return rates;
};

/** Above these rates a run would do nothing but fail. */
const CEILINGS: Readonly<Record<FaultKind, number>> = {
  kill: 0.01,
  'torn write': 0.02,
  'disk full': 0.02,
  'slow disk': 0.1,
  throttled: 0.4,
  'server error': 0.4,
  'answer lost': 0.3,
  outage: 0.02,
  'partial put': 0.6,
  'expired iterator': 0.4,
  'function throws': 0.4,
  'function times out': 0.3,
};

/** Every life costs a start; a run that is killed all the time proves no more than one that is killed some times. */
const MOST_KILLS = 6;
const LONGEST_OUTAGE_MS = 40 * 60 * 1000;

/** Decides, by the seed alone, when a fault strikes, and counts those that did. */
export class Faults {
  readonly #random: () => number;
  readonly #counts = new Map<FaultKind, number>();
  /** Until when neighbours are out, by their names. */
  readonly #outages = new Map<string, number>();
  #healed = false;

  constructor(
    seed: number,
    private readonly rates: FaultRates,
  ) {
    this.#random = seededRandom(seed ^ 0xfa017);
  }

  get counts(): ReadonlyMap<FaultKind, number> {
    return this.#counts;
  }

  get isHealed(): boolean {
    return this.#healed;
  }

  /** From now on nothing goes wrong. */
  heal(): void {
    this.#healed = true;
  }

  strikes(kind: FaultKind): boolean {
    const rate = this.#healed ? 0 : (this.rates[kind] ?? 0);
    if (rate === 0 || this.#random() >= rate || (isKill(kind) && this.#kills >= MOST_KILLS)) return false;
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    return true;
  }

  /** Whether nobody gets through to the neighbour now; `nowMs` is the world's time. */
  isOut(neighbour: string, nowMs: number): boolean {
    if (this.#healed) return false;
    if ((this.#outages.get(neighbour) ?? 0) > nowMs) return true;
    if (!this.strikes('outage')) return false;
    this.#outages.set(neighbour, nowMs + this.draw() * LONGEST_OUTAGE_MS);
    return true;
  }

  /** A number in [0, 1) for how a fault strikes. */
  draw(): number {
    return this.#random();
  }

  get #kills(): number {
    return (this.#counts.get('kill') ?? 0) + (this.#counts.get('torn write') ?? 0);
  }
}

const isKill = (kind: FaultKind): boolean => kind === 'kill' || kind === 'torn write';
