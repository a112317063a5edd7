import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { dayPartition, type DayPartition } from './partition-columns.js';
import { queryableDays } from './projection.js';

/**
 * Places entities by the day (UTC) of the timestamp in the given member: for a time of processing (milliseconds since
 * 1970) the partition of an entity, or one sentence why no query would see it there.
 */
export const placeByDay =
  <const Member extends string>(member: Member) =>
  (nowMs: number): ((entity: Readonly<Record<Member, string>>) => Either<string, DayPartition>) => {
    const { first, last } = queryableDays(nowMs);
    return (entity) => {
      const partition = dayPartition(entity[member]);
      return first <= partition.dt && partition.dt <= last
        ? right(partition)
        : left(`${member}: must be a day from ${first} to ${last}, which the table holds, got ${partition.dt}`);
    };
  };
