import type { Clock } from '../../../core/clock.js';
import { validationError } from '../dynamodb-errors.js';
import type { WireObject } from '../dynalite-engine.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const LATEST_AGE_MS = 5 * 60 * 1000;
const MOST_DAYS = 35;

/** Point-in-time recovery of a table, while it is enabled. */
export interface PointInTimeRecovery {
  /** Milliseconds since the epoch. */
  readonly enabledAtMs: number;
  readonly periodInDays: number;
}

/** What is asked for: undefined disables. Throws a ValidationException. */
export const checkRecovery = (specification: unknown): { readonly periodInDays: number } | undefined => {
  const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days = MOST_DAYS } = (specification ??
    {}) as WireObject;
  if (typeof enabled !== 'boolean')
    throw validationError(
      "1 validation error detected: Value null at 'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled' failed to satisfy constraint: Member must not be null",
    );
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw validationError(
      `1 validation error detected: Value '${String(days)}' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: ` +
        `Member must have value between 1 and ${String(MOST_DAYS)}`,
    );
  return enabled ? { periodInDays: days } : undefined;
};

/**
 * Differs: there is no RestoreTableToPointInTime, so the restorable times are those that AWS would show.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ContinuousBackupsDescription.html
 */
export const describeRecovery = (recovery: PointInTimeRecovery | undefined, clock: Clock): WireObject => ({
  ContinuousBackupsStatus: 'ENABLED',
  PointInTimeRecoveryDescription: recovery
    ? { PointInTimeRecoveryStatus: 'ENABLED', ...restorable(recovery, clock.now()) }
    : { PointInTimeRecoveryStatus: 'DISABLED' },
});

/** Times are seconds since the epoch. */
const restorable = ({ enabledAtMs, periodInDays }: PointInTimeRecovery, nowMs: number): WireObject => {
  const earliestMs = Math.max(enabledAtMs, nowMs - periodInDays * DAY_MS);
  return {
    RecoveryPeriodInDays: periodInDays,
    EarliestRestorableDateTime: Math.floor(earliestMs / 1000),
    LatestRestorableDateTime: Math.floor(Math.max(earliestMs, nowMs - LATEST_AGE_MS) / 1000),
  };
};
