import { InstantClock } from '../instant-clock.js';
import { paced } from './pace.js';

const numbers = function* () {
  for (let n = 0; ; n += 1) yield n;
};

describe('paced', () => {
  it('gives the rate that was asked for, each item when it is due', async () => {
    const clock = new InstantClock(0);
    const stop = new AbortController();
    const times: number[] = [];
    for await (const n of paced(numbers(), 4, clock, stop.signal)) {
      times.push(clock.now());
      if (n === 4) stop.abort();
    }
    expect(times).toEqual([0, 250, 500, 750, 1_000]);
  });

  it('catches up with one second of what it has missed, not with all', async () => {
    const clock = new InstantClock(0);
    const stop = new AbortController();
    let atOnce = 0;
    for await (const n of paced(numbers(), 10, clock, stop.signal)) {
      if (n === 0) clock.advance(60_000);
      else if (clock.now() === 60_000) atOnce += 1;
      else stop.abort();
    }
    expect(atOnce).toBe(10);
  });

  it('without a rate never sleeps; after the signal it asks for nothing more and ends the source', async () => {
    const clock = new InstantClock();
    const stop = new AbortController();
    let isClosed = false;
    const source = function* () {
      try {
        yield* numbers();
      } finally {
        isClosed = true;
      }
    };
    let last = 0;
    for await (const n of paced(source(), undefined, clock, stop.signal)) {
      last = n;
      if (n === 100) stop.abort();
    }
    expect(last).toBe(100);
    expect(clock.slept).toEqual([]);
    expect(isClosed).toBe(true);
  });
});
