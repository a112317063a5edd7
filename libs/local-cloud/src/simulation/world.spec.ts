import * as fc from 'fast-check';
import { Life, Stuck, World, type Fate } from './world.js';

/** Two people who write what they do into one book, with pauses. */
const work = async (world: World, life: Life, book: string[]): Promise<void> => {
  const write = async (name: string): Promise<void> => {
    for (let line = 1; line <= 3; line += 1) {
      await world.step(life, name, () => book.push(`${name}${line}`));
      await world.time.sleep(life, world.random() * 10);
    }
  };
  await Promise.all([write('a'), write('b')]);
};

describe('a simulated world', () => {
  it('does the same again for the same seed', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const books: string[][] = [];
        for (let run = 0; run < 2; run += 1) {
          const world = new World(seed);
          const life = new Life();
          const book: string[] = [];
          await world.run(life, work(world, life, book));
          books.push(book);
        }
        expect(books[0]).toEqual(books[1]);
        expect([...(books[0] ?? [])].sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3']);
      }),
      { numRuns: 20 },
    ));

  it('finds more than one order among the seeds', async () => {
    const orders = new Set<string>();
    for (let seed = 0; seed < 20; seed += 1) {
      const world = new World(seed);
      const life = new Life();
      const book: string[] = [];
      await world.run(life, work(world, life, book));
      orders.add(book.join());
    }
    expect(orders.size).toBeGreaterThan(5);
  });

  it.each<[Fate, number]>([
    ['killed before', 2],
    ['killed after', 3],
  ])('ends a process %s its third step, and nothing of it goes on', async (fate, written) => {
    const world = new World(1, (stepCount) => (stepCount === 3 ? fate : 'happens'));
    const life = new Life();
    const book: string[] = [];
    expect(await world.run(life, work(world, life, book))).toBe('killed');
    expect(book).toHaveLength(written);
    expect(world.time.advanceToNext()).toBe(false);
  });

  it('lets time pass only when nothing else can happen', async () => {
    const world = new World(1);
    const life = new Life();
    const clock = world.clockOf(life);
    const seen: number[] = [];
    const sleeper = clock.sleep(1_000).then(() => seen.push(clock.elapsedMs()));
    await world.run(
      life,
      world.step(life, 'work', () => seen.push(clock.elapsedMs())).then(() => sleeper),
    );
    expect(seen).toEqual([0, 1_000]);
  });

  it('says so when nobody will ever go on', async () => {
    const world = new World(1);
    await expect(world.run(new Life(), new Promise(() => undefined))).rejects.toThrow(Stuck);
  });

  it('sets the clock on the wall without waking anybody', () => {
    const world = new World(1);
    const clock = world.clockOf(new Life());
    const before = clock.now();
    world.time.jump(-60_000);
    expect([clock.now() - before, clock.elapsedMs()]).toEqual([-60_000, 0]);
  });
});
