import { ManualClock } from '../../core/manual-clock.js';
import { ShardThroughput } from './throughput.js';

const MIB = 1024 * 1024;

const countAdmitted = (throughput: ShardThroughput, attempts: number, sizeBytes: number): number =>
  Array.from({ length: attempts }, () => throughput.admitRecord(sizeBytes)).filter(Boolean).length;

describe('what a shard lets through', () => {
  it('is 1,000 records a second', () => {
    const clock = new ManualClock();
    const throughput = new ShardThroughput(clock);
    expect(countAdmitted(throughput, 1_500, 100)).toBe(1_000);
    clock.advance(250);
    expect(countAdmitted(throughput, 1_500, 100)).toBe(250);
    clock.advance(60_000);
    expect(countAdmitted(throughput, 1_500, 100)).toBe(1_000);
  });

  it('is 1 MiB a second, and a record of 1 MiB passes alone', () => {
    const clock = new ManualClock();
    const throughput = new ShardThroughput(clock);
    expect(countAdmitted(throughput, 2, MIB)).toBe(1);
    clock.advance(999);
    expect(countAdmitted(throughput, 1, MIB)).toBe(0);
    clock.advance(1);
    expect(countAdmitted(throughput, 1, MIB)).toBe(1);
  });

  it('is 5 reads a second', () => {
    const clock = new ManualClock();
    const throughput = new ShardThroughput(clock);
    const reads = (): number => Array.from({ length: 9 }, () => throughput.admitRead()).filter(Boolean).length;
    expect(reads()).toBe(5);
    clock.advance(200);
    expect(reads()).toBe(1);
  });

  it('leaves no reads for the seconds that a large answer took in advance', () => {
    const clock = new ManualClock();
    const throughput = new ShardThroughput(clock);
    expect(throughput.admitRead()).toBe(true);
    throughput.countRead(10 * MIB);
    clock.advance(3_900);
    expect(throughput.admitRead()).toBe(false);
    clock.advance(101);
    expect(throughput.admitRead()).toBe(true);
  });
});
