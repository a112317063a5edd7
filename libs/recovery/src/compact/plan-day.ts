import { compactedName, levelOf, sortsBefore } from './compacted-name.js';
import { dayFolder, type LakeDay, type LakeObject } from './lake-object.js';

/** One call of DeleteObjects takes no more, so that a swap ends with one. */
const MOST_SOURCES = 1_000;

/**
 * The next objects of a day to become one: in the order of the keys, each less than half of the target, together at most
 * the target (in bytes, as they lie zipped). Undefined when no two objects are left to put together.
 */
export const nextGroup = ({ day, objects }: LakeDay, targetBytes: number): readonly LakeObject[] | undefined => {
  const folder = dayFolder(day);
  const small = objects.filter(({ key, bytes }) => bytes < targetBytes / 2 && sortsBefore(folder, key));
  small.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (let first = 0; first + 1 < small.length; first++) {
    const group = takeUpTo(targetBytes, small, first);
    if (group.length > 1) return group;
  }
  return undefined;
};

const takeUpTo = (targetBytes: number, objects: readonly LakeObject[], first: number): readonly LakeObject[] => {
  let bytes = 0;
  const end = objects.findIndex((object, index) => {
    if (index < first) return false;
    bytes += object.bytes;
    return bytes > targetBytes || index - first === MOST_SOURCES;
  });
  return objects.slice(first, end < 0 ? objects.length : end);
};

/** The level of what a group becomes. */
export const nextLevel = (group: readonly LakeObject[]): number =>
  1 + Math.max(...group.map(({ key }) => levelOf(key)));

/** The day with one object in the place of others. */
export const withSwapped = (day: LakeDay, group: readonly LakeObject[], target: LakeObject): LakeDay => {
  const gone = new Set(group.map(({ key }) => key));
  return { ...day, objects: [...day.objects.filter(({ key }) => !gone.has(key)), target] };
};

/** The day as compaction would leave it, without repeats counted: the bytes are the most that it can have. */
export const plannedDay = (day: LakeDay, targetBytes: number): LakeDay => {
  let planned = day;
  for (let group = nextGroup(planned, targetBytes); group; group = nextGroup(planned, targetBytes)) {
    const digest = planned.objects.length.toString(16).padStart(32, '0');
    planned = withSwapped(planned, group, {
      key: `${dayFolder(day.day)}${compactedName(nextLevel(group), digest)}`,
      bytes: group.reduce((sum, { bytes }) => sum + bytes, 0),
      etag: '',
      modifiedMs: 0,
    });
  }
  return planned;
};
