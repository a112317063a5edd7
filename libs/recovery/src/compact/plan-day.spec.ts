import * as fc from 'fast-check';
import { compactedName } from './compacted-name.js';
import { dayFolder, type LakeObject } from './lake-object.js';
import { nextGroup, plannedDay } from './plan-day.js';

const DAY = '2026-11-01';
const object = (name: string, bytes: number): LakeObject => ({
  key: `${dayFolder(DAY)}${name}`,
  bytes,
  etag: '',
  modifiedMs: 0,
});
const anyDay = fc
  .array(fc.integer({ min: 1, max: 130 }), { maxLength: 40 })
  .map((sizes) => ({ day: DAY, objects: sizes.map((bytes, index) => object(`delivery-${index}.gz`, bytes)) }));

describe('the plan of a day', () => {
  it('puts only small objects together, never to more than the target', () =>
    fc.assert(
      fc.property(anyDay, (day) => {
        const group = nextGroup(day, 100) ?? [];
        expect(group.length).not.toBe(1);
        expect(group.every(({ bytes }) => bytes < 50)).toBe(true);
        expect(group.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(100);
      }),
    ));

  it('comes to an end with the same bytes in fewer objects, and then has nothing left to do', () =>
    fc.assert(
      fc.property(anyDay, (day) => {
        const planned = plannedDay(day, 100);
        const bytes = (objects: readonly LakeObject[]) => objects.reduce((sum, one) => sum + one.bytes, 0);
        expect(bytes(planned.objects)).toBe(bytes(day.objects));
        expect(nextGroup(planned, 100)).toBeUndefined();
        if (nextGroup(day, 100)) expect(planned.objects.length).toBeLessThan(day.objects.length);
      }),
    ));

  it('takes no more objects at once than one call can remove', () => {
    const objects = Array.from({ length: 2_500 }, (_, index) => object(`d-${String(index).padStart(5, '0')}.gz`, 1));
    expect(nextGroup({ day: DAY, objects }, 1_000_000)).toHaveLength(1_000);
    expect(plannedDay({ day: DAY, objects }, 1_000_000).objects).toHaveLength(1);
  });

  it('names what it writes so that it sorts after all that it takes the place of', () => {
    const digest = '0'.repeat(32);
    const objects = [object(compactedName(1, digest), 1), object(compactedName(2, digest), 1), object('a.gz', 1)];
    const written = plannedDay({ day: DAY, objects }, 100).objects.map(({ key }) => key);
    expect(written).toHaveLength(1);
    for (const { key } of objects) expect(key < (written[0] ?? '')).toBe(true);
  });

  it('leaves an object alone whose name would sort after its own', () => {
    const objects = [object('a.gz', 1), object('zzz.gz', 1), object('ümlaut.gz', 1)];
    expect(nextGroup({ day: DAY, objects }, 100)).toBeUndefined();
  });
});
