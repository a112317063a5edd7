import type { Finding } from '@sales-cdc/recovery';
import { judge } from './reconcile.js';

const nobody = (): boolean => false;

describe('what findings amount to', () => {
  const missing: Finding = { kind: 'missing', key: 'a' };
  const different: Finding = { kind: 'different', key: 'b', columns: [] };
  const unreadable: Finding = { kind: 'rejected', key: 'c', reason: 'quantity: is missing' };

  it('is a loss when a sale has no row, an old one, or is no sale and not in the error output either', () => {
    expect(judge(3, [missing, different, unreadable], nobody)).toEqual({
      sales: 3,
      lost: ['a', 'b', 'c'],
      duplicates: [],
    });
  });

  it('is a duplicate when a sale has two rows, or one although it was deleted', () => {
    const { duplicates } = judge(
      1,
      [
        { kind: 'twice', key: 'a' },
        { kind: 'extra', key: 'b' },
      ],
      nobody,
    );
    expect(duplicates).toEqual(['a', 'b']);
  });

  it('is nothing when the error output holds the sale', () => {
    const { lost, duplicates } = judge(3, [missing, different, unreadable, { kind: 'extra', key: 'd' }], () => true);
    expect({ lost, duplicates }).toEqual({ lost: [], duplicates: [] });
  });
});
