import { BackgroundTask } from './background-task.js';
import { ManualClock } from './manual-clock.js';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('BackgroundTask', () => {
  it('repeats its step after each pause, also when a step throws', async () => {
    const clock = new ManualClock();
    const errors: unknown[] = [];
    let steps = 0;
    const step = async (): Promise<void> => {
      steps += 1;
      if (steps === 2) throw new Error('broken disk');
    };
    await using task = new BackgroundTask(step, { pauseMs: 250, clock, onError: (error) => errors.push(error) });
    for (let pause = 0; pause < 2; pause += 1) {
      await settle();
      clock.advance(250);
    }
    await settle();
    expect(task).toBeDefined();
    expect(steps).toBe(3);
    expect(errors).toEqual([new Error('broken disk')]);
  });

  it('lets the running step end before it is disposed of, and starts no other', async () => {
    const clock = new ManualClock();
    const log: string[] = [];
    let finish = (): void => undefined;
    const step = (): Promise<void> =>
      new Promise((resolve) => {
        log.push('started');
        finish = () => {
          log.push('ended');
          resolve();
        };
      });
    const task = new BackgroundTask(step, { pauseMs: 1, clock, onError: (error) => log.push(String(error)) });
    const disposed = task[Symbol.asyncDispose]().then(() => log.push('disposed'));
    finish();
    await disposed;
    expect(log).toEqual(['started', 'ended', 'disposed']);
  });
});
