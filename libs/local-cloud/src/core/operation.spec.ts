import { bindOperations } from './operation.js';

describe('bindOperations', () => {
  const operations = {
    Add: ({ amount }: { amount: number }, state: { total: number }) => (state.total += amount),
    Fail: (_input: object, _state: { total: number }): number => {
      throw new Error('refused');
    },
  };

  it('gives every operation the same state', async () => {
    const api = bindOperations(operations, { total: 1 });
    await api.Add({ amount: 2 });
    expect(await api.Add({ amount: 3 })).toBe(6);
  });

  it('turns a synchronous throw into a rejection', async () => {
    await expect(bindOperations(operations, { total: 0 }).Fail({})).rejects.toThrow('refused');
  });
});
