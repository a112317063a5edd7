import { levelOf } from './compacted-name.js';
import type { LakeDay } from './lake-object.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The table's stream keeps a change for 24 hours, and so does Kinesis: after both, nothing of the day is on its way. */
const LATEST_DELIVERY_MS = 2 * DAY_MS;

/** Longer than any buffer of a delivery stream (15 minutes): late sales of an old day come in company. */
export const QUIET_MS = HOUR_MS;

/**
 * One sentence why the day must not be compacted now (milliseconds since 1970); undefined when it may be. Delivery to it
 * counts as running for as long as `quietMs` after its newest object.
 */
export const whyOpen = ({ day, objects }: LakeDay, nowMs: number, quietMs = QUIET_MS): string | undefined => {
  const closesMs = Date.parse(`${day}T00:00:00Z`) + DAY_MS + LATEST_DELIVERY_MS;
  if (Number.isNaN(closesMs)) return `${day} is no day`;
  if (nowMs < closesMs) return `${day} is open until ${dateOf(closesMs)}: changes of it may still be on their way`;
  // What compaction itself has written is no delivery.
  const newestMs = Math.max(...objects.filter(({ key }) => levelOf(key) === 0).map(({ modifiedMs }) => modifiedMs));
  if (nowMs - newestMs < quietMs)
    return `${day} got an object at ${new Date(newestMs).toISOString()}: delivery to it is running, try again later`;
  return undefined;
};

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
