import { median, medianSeconds } from './rounds.js';

describe('medianSeconds', () => {
  it('lets the contenders take turns, leaves the warm-up out and takes the middle', async () => {
    let clockMs = 0;
    const turns: string[] = [];
    const taking = (name: string, durationsMs: number[]) => ({
      name,
      run: () => {
        turns.push(name);
        clockMs += durationsMs.shift() ?? 0;
        return Promise.resolve();
      },
    });
    const seconds = await medianSeconds(
      [taking('a', [9000, 1000, 3000, 2000]), taking('b', [9000, 500, 500, 70_000])],
      {
        warmUps: 1,
        rounds: 3,
        nowMs: () => clockMs,
      },
    );
    expect(turns.join('')).toBe('abababab');
    expect([...seconds]).toEqual([
      ['a', 2],
      ['b', 0.5],
    ]);
  });

  it('has no median of nothing', () => {
    expect(() => median([])).toThrow('at least one value');
  });
});
