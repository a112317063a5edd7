import * as fc from 'fast-check';
import { jsonMembers } from './json-members.js';

describe('jsonMembers', () => {
  it('has the members that JSON.parse has, for every object however it is spaced', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (object, indent) => {
        const members = jsonMembers(JSON.stringify(object, null, indent)) ?? new Map<string, string>();
        const parsed = Object.fromEntries([...members].map(([name, value]) => [name, JSON.parse(value) as unknown]));
        expect(parsed).toEqual(JSON.parse(JSON.stringify(object)));
      }),
    ));

  it('keeps the digits of a number', () => {
    expect(jsonMembers('{"a":99999999999999.9990,"b":[1.10]}')).toEqual(
      new Map([
        ['a', '99999999999999.9990'],
        ['b', '[1.10]'],
      ]),
    );
  });

  it.each(['', 'null', '[1]', '{"a":1', '{"a":1}{', '"text"'])('finds no object in %j', (text) => {
    expect(jsonMembers(text)).toBeUndefined();
  });
});
