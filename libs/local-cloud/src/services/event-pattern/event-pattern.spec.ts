import fc from 'fast-check';
import { compileEventPattern } from './event-pattern.js';

const matches = (pattern: object, event: unknown): boolean => compileEventPattern(JSON.stringify(pattern))(event);
const leaf = (value: unknown, field: unknown): boolean => matches({ field: [value] }, { field });

describe('an event pattern', () => {
  it('matches every event that has what it names', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[a-z]+$/),
          fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
          { minKeys: 1 },
        ),
        (event) => {
          const pattern = Object.fromEntries(Object.entries(event).map(([name, value]) => [name, [value]]));
          expect(matches(pattern, { ...event, more: 1 })).toBe(true);
        },
      ),
    );
  });

  it('takes the fields together and the values of a field one or the other', () => {
    const pattern = { eventName: ['INSERT', 'MODIFY'], eventSource: ['aws:dynamodb'] };
    expect(matches(pattern, { eventName: 'MODIFY', eventSource: 'aws:dynamodb' })).toBe(true);
    expect(matches(pattern, { eventName: 'REMOVE', eventSource: 'aws:dynamodb' })).toBe(false);
    expect(matches(pattern, { eventName: 'INSERT' })).toBe(false);
  });

  it('reaches nested fields, by members or by a dotted name', () => {
    const event = { dynamodb: { NewImage: { state: { S: 'new' }, 'dotted.name': { S: 'x' } } } };
    expect(matches({ dynamodb: { NewImage: { state: { S: ['new'] } } } }, event)).toBe(true);
    expect(matches({ 'dynamodb.NewImage.state.S': ['new'] }, event)).toBe(true);
    expect(matches({ dynamodb: { NewImage: { 'dotted.name': { S: ['x'] } } } }, event)).toBe(true);
    expect(matches({ dynamodb: { NewImage: { state: { S: ['old'] } } } }, event)).toBe(false);
  });

  it.each([
    ['a', 'a', true],
    ['a', 'A', false],
    ['', '', true],
    ['', null, false],
    [null, null, true],
    [null, undefined, false],
    [300, 300, true],
    [300, '300', false],
    [true, true, true],
    ['b', ['a', 'b'], true],
    ['a', { a: 'a' }, false],
  ])('value %j against %j: %j', (value, field, expected) => {
    expect(leaf(value, field)).toBe(expected);
  });

  it.each([
    [{ prefix: 'ab' }, 'abc', true],
    [{ prefix: 'ab' }, 'cab', false],
    [{ prefix: { 'equals-ignore-case': 'AB' } }, 'abc', true],
    [{ suffix: '.png' }, 'a.png', true],
    [{ suffix: '.png' }, 'png', false],
    [{ 'equals-ignore-case': 'Alice' }, 'aLICE', true],
    [{ 'equals-ignore-case': 'Alice' }, 'Bob', false],
    [{ 'anything-but': 'x' }, 'y', true],
    [{ 'anything-but': 'x' }, 'x', false],
    [{ 'anything-but': ['x', 'y'] }, 'y', false],
    [{ 'anything-but': [1, 2] }, 3, true],
    [{ 'anything-but': { prefix: 'tmp' } }, 'tmp1', false],
    [{ 'anything-but': { prefix: 'tmp' } }, 'data', true],
    [{ 'anything-but': { wildcard: '*/lib/*' } }, 'a/lib/b', false],
    [{ 'anything-but': 'x' }, undefined, false],
    [{ wildcard: 'dir/*.png' }, 'dir/a.png', true],
    [{ wildcard: 'dir/*.png' }, 'dir/a.gif', false],
    [{ wildcard: 'a*b*a' }, 'aba', true],
    [{ wildcard: 'a*a' }, 'a', false],
    [{ wildcard: 'a\\*b' }, 'a*b', true],
    [{ wildcard: 'a\\*b' }, 'axb', false],
    [{ cidr: '10.0.0.0/24' }, '10.0.0.255', true],
    [{ cidr: '10.0.0.0/24' }, '10.0.1.0', false],
    [{ cidr: '2001:db8::/32' }, '2001:db8::1', true],
    [{ cidr: '10.0.0.0/24' }, 'no address', false],
    [{ numeric: ['>', 100] }, 101, true],
    [{ numeric: ['>', 100] }, 100, false],
    [{ numeric: ['>=', 0, '<', 5] }, 5, false],
    [{ numeric: ['=', 3.5] }, 3.5, true],
    [{ numeric: ['>', 100] }, '300', false],
  ])('operator %j against %j: %j', (operator, field, expected) => {
    expect(leaf(operator, field)).toBe(expected);
  });

  it('never matches a DynamoDB number with numeric, for it is a text', () => {
    const pattern = { dynamodb: { NewImage: { amount: { N: [{ numeric: ['>', 100] }] } } } };
    expect(matches(pattern, { dynamodb: { NewImage: { amount: { N: '101' } } } })).toBe(false);
  });

  it('sees whether a leaf exists, and leaves only', () => {
    const event = { present: { S: 'x' }, empty: [] };
    expect(matches({ present: { S: [{ exists: true }] } }, event)).toBe(true);
    expect(matches({ present: [{ exists: true }] }, event)).toBe(false);
    expect(matches({ present: [{ exists: false }] }, event)).toBe(true);
    expect(matches({ absent: { S: [{ exists: false }] } }, event)).toBe(true);
    expect(matches({ empty: [{ exists: true }] }, event)).toBe(false);
    expect(matches({ absent: { S: [{ 'anything-but': ['x'] }, { exists: false }] } }, event)).toBe(true);
  });

  it('matches one of the alternatives of $or, and the fields beside it', () => {
    const pattern = { a: [1], $or: [{ b: [2] }, { c: { d: [3] } }] };
    expect(matches(pattern, { a: 1, b: 2 })).toBe(true);
    expect(matches(pattern, { a: 1, c: { d: 3 } })).toBe(true);
    expect(matches(pattern, { a: 1 })).toBe(false);
    expect(matches(pattern, { a: 2, b: 2 })).toBe(false);
  });

  it('matches all fields of a pattern in one element of a list of objects', () => {
    const pattern = { items: { a: [1], b: [2] } };
    expect(matches(pattern, { items: [{ a: 1 }, { a: 1, b: 2 }] })).toBe(true);
    expect(matches(pattern, { items: [{ a: 1 }, { b: 2 }] })).toBe(false);
  });

  it('takes the last of two fields with one name', () => {
    expect(compileEventPattern('{"a":["x"],"a":["y"]}')({ a: 'y' })).toBe(true);
  });

  it.each([
    ['no JSON', '{', 'not valid JSON'],
    ['no object', '["a"]', 'must be an object or an array'],
    ['a scalar leaf', '{"a":"x"}', 'a: it must be an object or an array'],
    ['an empty object', '{}', 'empty objects are not allowed'],
    ['an empty list', '{"a":{"b":[]}}', 'a.b: empty arrays are not allowed'],
    ['a list in a list', '{"a":[["x"]]}', 'cannot hold another array'],
    ['an unknown operator', '{"a":[{"like":"x"}]}', 'unrecognized match type like'],
    ['an inherited operator', '{"a":[{"constructor":"x"}]}', 'unrecognized match type constructor'],
    ['two operators', '{"a":[{"prefix":"x","suffix":"y"}]}', 'one operator only'],
    ['a wrong exists', '{"a":[{"exists":"yes"}]}', 'true or false'],
    ['a wrong comparison', '{"a":[{"numeric":["!",1]}]}', 'no numeric comparison'],
    ['a bound that is too large', '{"a":[{"numeric":[">",6e9]}]}', '-5.0e9 to 5.0e9'],
    ['a range the wrong way', '{"a":[{"numeric":[">",5,"<",1]}]}', 'range'],
    ['a wrong block', '{"a":[{"cidr":"10.0.0.0/64"}]}', 'block of IP addresses'],
    ['a mixed list', '{"a":[{"anything-but":["x",1]}]}', 'only texts or only numbers'],
    ['two stars', '{"a":[{"wildcard":"a**b"}]}', 'two * in a row'],
    ['a lone $or', '{"$or":[{"a":[1]}]}', 'at least two'],
    ['too long a text', `{"a":["${'x'.repeat(4096)}"]}`, '4096'],
  ])('is refused with the reason: %s', (_, text, reason) => {
    expect(() => compileEventPattern(text)).toThrow(reason);
  });
});
