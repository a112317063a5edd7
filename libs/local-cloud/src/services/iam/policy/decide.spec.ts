import fc from 'fast-check';
import { decide, type Decision } from './decide.js';
import { parsePolicy } from './policy.js';

const ROLE = 'arn:aws:iam::123456789012:role/reader';
const SESSION = 'arn:aws:sts::123456789012:assumed-role/reader/one';
const STREAM = 'arn:aws:kinesis:eu-west-1:123456789012:stream/changes';

const policyOf = (kind: 'identity' | 'resource', ...statements: readonly object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement: statements }, kind);

interface Asked {
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string>>;
}

const ask = (
  { action = 'kinesis:GetRecords', resource = STREAM, context = {} }: Asked,
  identity: readonly object[],
  ofResource: readonly object[] = [],
): Decision =>
  decide(
    {
      action,
      resource,
      context,
      caller: { kind: 'role', roleArn: ROLE, sessionArn: SESSION, accountId: '123456789012' },
    },
    policyOf('identity', ...identity),
    policyOf('resource', ...ofResource),
  );

const allow = (more: object = {}): object => ({
  Effect: 'Allow',
  Action: 'kinesis:GetRecords',
  Resource: STREAM,
  ...more,
});
const deny = (more: object = {}): object => ({ ...allow(more), Effect: 'Deny' });

describe('decide', () => {
  it('allows nothing that no policy allows', () => {
    expect(ask({}, [])).toBe('not allowed');
    expect(ask({ action: 'kinesis:PutRecords' }, [allow()])).toBe('not allowed');
    expect(ask({ resource: `${STREAM}-other` }, [allow()])).toBe('not allowed');
  });

  it('compares actions whatever their case, resources as they are written', () => {
    expect(ask({}, [allow({ Action: 'Kinesis:getRECORDS' })])).toBe('allowed');
    expect(ask({}, [allow({ Resource: STREAM.toUpperCase() })])).toBe('not allowed');
    expect(ask({}, [allow({ Action: ['kinesis:List*', 'kinesis:Get?ecords'], Resource: '*' })])).toBe('allowed');
  });

  it('covers with NotAction and NotResource what they do not name', () => {
    const all = { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' };
    expect(ask({}, [all])).toBe('allowed');
    expect(ask({ action: 'iam:PassRole' }, [all])).toBe('not allowed');
    expect(ask({}, [{ Effect: 'Allow', Action: '*', NotResource: STREAM }])).toBe('not allowed');
  });

  it('lets one Allow be enough, of the identity or of the resource', () => {
    const here = (Principal: unknown): object => allow({ Principal });
    expect(ask({}, [], [here({ AWS: ROLE })])).toBe('allowed');
    expect(ask({}, [], [here({ AWS: [SESSION] })])).toBe('allowed');
    expect(ask({}, [], [here('*')])).toBe('allowed');
    expect(ask({}, [], [here({ Service: 'pipes.amazonaws.com' })])).toBe('not allowed');
    expect(ask({}, [], [here({ AWS: 'arn:aws:iam::123456789012:role/other' })])).toBe('not allowed');
  });

  it('leaves it to the account whom of it to let in, and binds all of it by a Deny', () => {
    const account = { AWS: 'arn:aws:iam::123456789012:root' };
    expect(ask({}, [], [allow({ Principal: account })])).toBe('not allowed');
    expect(ask({}, [allow()], [deny({ Principal: account })])).toBe('denied by resource policy');
  });

  it('puts a Deny first, whatever allows and in whatever order', () => {
    const statements = fc.shuffledSubarray([allow(), deny(), allow({ Action: '*', Resource: '*' })], { minLength: 1 });
    fc.assert(
      fc.property(statements, (some) => {
        const isDenied = some.some((statement) => 'Effect' in statement && statement.Effect === 'Deny');
        expect(ask({}, some)).toBe(isDenied ? 'denied by identity policy' : 'allowed');
      }),
    );
  });

  it('denies over plain HTTP what CDK denies, and nothing over TLS', () => {
    const tlsOnly = deny({
      Action: '*',
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(ask({ context: { 'aws:securetransport': 'true' } }, [allow()], [tlsOnly])).toBe('allowed');
    expect(ask({ context: { 'aws:securetransport': 'false' } }, [allow()], [tlsOnly])).toBe(
      'denied by resource policy',
    );
  });
});

describe('a condition', () => {
  const SOURCE = 'arn:aws:pipes:eu-west-1:123456789012:pipe/sales';
  const context = {
    'aws:sourcearn': SOURCE,
    'aws:sourceaccount': '123456789012',
    'aws:epochtime': '1000',
    'aws:currenttime': '2026-11-23T12:00:00Z',
    'aws:securetransport': 'true',
  };
  const holds = (Condition: object): boolean => ask({ context }, [allow({ Condition })]) === 'allowed';

  it.each<[boolean, object]>([
    [true, { StringEquals: { 'aws:SourceAccount': ['1', '123456789012'] } }],
    [false, { StringEquals: { 'aws:SourceAccount': '1' } }],
    [true, { StringNotEquals: { 'AWS:sourceaccount': '1' } }],
    [false, { StringNotEquals: { 'aws:SourceAccount': ['1', '123456789012'] } }],
    [true, { StringLike: { 'aws:SourceAccount': '1234*' } }],
    [false, { StringNotLike: { 'aws:SourceAccount': '1234*' } }],
    [true, { StringEqualsIgnoreCase: { 'aws:SourceArn': SOURCE.toUpperCase() } }],
    [true, { ArnLike: { 'aws:SourceArn': 'arn:aws:pipes:*:*:pipe/sales' } }],
    [true, { ArnEquals: { 'aws:SourceArn': 'arn:aws:pipes:*:*:pipe/s?les' } }],
    [false, { ArnNotLike: { 'aws:SourceArn': 'arn:aws:pipes:*:*:pipe/sales' } }],
    [true, { Bool: { 'aws:SecureTransport': true } }],
    [true, { NumericLessThan: { 'aws:EpochTime': '1001' } }],
    [false, { NumericGreaterThanEquals: { 'aws:EpochTime': '1001' } }],
    [true, { DateGreaterThan: { 'aws:CurrentTime': '2026-11-23T11:59:59Z' } }],
    [false, { DateLessThan: { 'aws:CurrentTime': '2026-11-23T12:00:00Z' } }],
    [true, { StringEquals: { 'aws:SourceAccount': '123456789012' }, Bool: { 'aws:SecureTransport': 'true' } }],
    [false, { StringEquals: { 'aws:SourceAccount': '123456789012' }, Bool: { 'aws:SecureTransport': 'false' } }],
  ])('is %s for %j', (expected, condition) => {
    expect(holds(condition)).toBe(expected);
  });

  it.each<[boolean, object]>([
    [false, { StringEquals: { 'sts:ExternalId': 'x' } }],
    [true, { StringNotEquals: { 'sts:ExternalId': 'x' } }],
    [true, { StringEqualsIfExists: { 'sts:ExternalId': 'x' } }],
    [true, { 'ForAllValues:StringEquals': { 'sts:ExternalId': 'x' } }],
    [false, { 'ForAnyValue:StringEquals': { 'sts:ExternalId': 'x' } }],
    [false, { 'ForAnyValue:StringNotEquals': { 'sts:ExternalId': 'x' } }],
    [true, { Null: { 'sts:ExternalId': 'true' } }],
    [false, { Null: { 'aws:SourceAccount': 'true' } }],
    [true, { Null: { 'aws:SourceAccount': 'false' } }],
  ])('is %s for a key that the request does not have, or for its presence: %j', (expected, condition) => {
    expect(holds(condition)).toBe(expected);
  });
});

describe('parsePolicy', () => {
  it.each<[RegExp, object]>([
    [/operator IpAddress\./, allow({ Condition: { IpAddress: { 'aws:SecureTransport': '1.2.3.4/32' } } })],
    [/operator constructor\./, allow({ Condition: { constructor: { 'aws:SourceArn': 'x' } } })],
    [/condition key s3:prefix\./, allow({ Condition: { StringEquals: { 's3:prefix': 'x' } } })],
    [/policy variables/, allow({ Resource: 'arn:aws:s3:::lake/${aws:username}' })],
    [/element Principal in this kind/, allow({ Principal: '*' })],
    [/NotPrincipal/, allow({ NotPrincipal: '*' })],
    [/either Resource or NotResource/, allow({ NotResource: STREAM })],
    [/either Resource or NotResource/, { Effect: 'Allow', Action: '*' }],
    [/Effect must be/, allow({ Effect: 'Perhaps' })],
    [/action GetRecords must be/, allow({ Action: 'GetRecords' })],
    [/Action must be a text/, allow({ Action: [] })],
  ])('refuses with %s', (message, statement) => {
    expect(() => policyOf('identity', statement)).toThrow(message);
  });

  it('takes a single statement that is no list', () => {
    expect(parsePolicy({ Statement: allow() }, 'identity')).toHaveLength(1);
  });
});
