import * as fc from 'fast-check';
import { checkProperties, each, ignored, members, oneOf, supported, type PropertyRules } from './property-rules.js';

const RULES: PropertyRules = {
  Name: supported,
  Mode: oneOf('ON_DEMAND', 'PROVISIONED'),
  Tags: ignored('nothing here reads tags'),
  Rules: each(members({ Days: supported })),
};

describe('checkProperties', () => {
  it('accepts what the rules name', () => {
    expect(checkProperties({ Name: 'a', Mode: 'ON_DEMAND', Rules: [{ Days: 1 }] }, RULES)).toEqual({
      refused: [],
      ignored: [],
    });
  });

  it('refuses a property without a rule, with its path', () => {
    const { refused } = checkProperties({ Rules: [{ Days: 1 }, { Weeks: 1 }] }, RULES);
    expect(refused).toEqual(['the local cloud does not support the property Rules[1].Weeks.']);
  });

  it('refuses a value it does not honour, and names those it does', () => {
    const { refused } = checkProperties({ Mode: 'BURST' }, RULES);
    expect(refused).toEqual(['Mode is "BURST"; the local cloud supports "ON_DEMAND" or "PROVISIONED".']);
  });

  it('reports what it ignores with the reason', () => {
    expect(checkProperties({ Tags: [{ Key: 'a' }] }, RULES).ignored).toEqual([
      { path: 'Tags', reason: 'nothing here reads tags' },
    ]);
  });

  it('refuses a value of another shape than the rule has', () => {
    expect(checkProperties({ Rules: 'none' }, RULES).refused).toEqual(['Rules must be a list.']);
    expect(checkProperties({ Rules: [7] }, RULES).refused).toEqual(['Rules[0] must be an object.']);
  });

  it('never lets a property pass that has no rule', () => {
    fc.assert(
      fc.property(
        fc.string().filter((name) => !(name in RULES) && !(name in Object.prototype)),
        fc.jsonValue(),
        (name, value) => {
          expect(checkProperties({ [name]: value }, RULES).refused).toHaveLength(1);
        },
      ),
    );
  });
});
