import { audit, type LakeChange } from './audit.js';
import { WriteLog } from './write-log.js';

const row = (saleId: string, op: string, version: number, sequenceNumber: string): LakeChange => ({
  saleId,
  op,
  version,
  sequenceNumber,
});

const log = new WriteLog();
log.acknowledge({ saleId: 'a', op: 'c', version: 1 });
log.acknowledge({ saleId: 'a', op: 'u', version: 2 });
log.acknowledge({ saleId: 'b', op: 'c', version: 1 });
log.doubt({ saleId: 'b', op: 'd', version: 1 });

const first = row('a', 'c', 1, '1');
const complete = [first, row('a', 'u', 2, '3'), row('b', 'c', 1, '2')];
const fine = { lost: [], endedWrong: [], invented: [], repeats: 0 };

describe('audit', () => {
  it('is content when every acknowledged change is there, whether or not one in doubt is', () => {
    expect(audit(log, complete)).toEqual(fine);
    expect(audit(log, [...complete, row('b', 'd', 1, '4')])).toEqual(fine);
  });

  it('names an acknowledged change that is missing', () => {
    expect(audit(log, complete.slice(0, 2)).lost).toEqual(['b c 1']);
  });

  it('names a sale that does not end as it was acknowledged', () => {
    const reordered = [row('a', 'c', 1, '5'), row('a', 'u', 2, '3'), row('b', 'c', 1, '2')];
    expect(audit(log, reordered)).toEqual({ ...fine, endedWrong: ['a'] });
  });

  it('counts rows that come again, and names rows that nobody wrote', () => {
    expect(audit(log, [...complete, first, row('z', 'c', 1, '9')])).toEqual({
      ...fine,
      invented: ['z c 1'],
      repeats: 1,
    });
  });
});
