import { type Template } from 'aws-cdk-lib/assertions';
import { at, resourcesOf, resourcesOfType, synthesized } from './__fixtures__/synthesized.js';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** The resources that may end in a wildcard, and why. */
const WILDCARDS: readonly { readonly end: string; readonly reason: string }[] = [
  { end: '/sales/*', reason: 'objects of the lake get their names from Firehose' },
  { end: '/errors/*', reason: 'objects of the error output get their names from Firehose' },
  { end: ':*', reason: 'Firehose calls versions of the function too' },
  { end: '/crawled_*', reason: 'the crawler names its table after the folder' },
  { end: ':log-group:/aws-glue/crawlers*', reason: 'AWS names the log group of crawlers' },
];

/** The role that CDK makes for its own function that empties buckets; it has AWS's policy to write logs and no other. */
const CDK_ROLE = 'CustomS3AutoDeleteObjectsCustomResourceProviderRole';

const rolesOf = (template: Template) =>
  resourcesOfType(template, 'AWS::IAM::Role').filter(([id]) => !id.startsWith(CDK_ROLE));

const statementsOf = (template: Template): readonly Statement[] =>
  rolesOf(template).flatMap(([, { Properties }]) =>
    (Properties['Policies'] as readonly object[]).flatMap(
      (policy) => at(policy, 'PolicyDocument', 'Statement') as readonly Statement[],
    ),
  );

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [value]);

/** What an ARN ends with; a reference to an attribute has no end of its own. */
const endOf = (resource: unknown): string => {
  if (typeof resource === 'string') return resource;
  const parts = at(resource, 'Fn::Join') as readonly [string, readonly unknown[]] | undefined;
  const last = parts?.[1].at(-1);
  return typeof last === 'string' ? last : '';
};

describe.each(['dev', 'prod'])('the permissions of %s', (stage) => {
  const template = synthesized(stage);

  it('are all written in the roles themselves: whoever waits for a role waits for its permissions', () => {
    const types = Object.values(resourcesOf(template)).map(({ Type }) => Type);

    expect(types.filter((type) => type === 'AWS::IAM::Role').length).toBeGreaterThanOrEqual(4);
    expect(types.filter((type) => /^AWS::IAM::(Managed)?Policy$/.test(type))).toEqual([]);
    for (const [, { Properties }] of rolesOf(template)) expect(Properties).not.toHaveProperty('ManagedPolicyArns');
  });

  it('name each action', () => {
    const actions = statementsOf(template).flatMap(({ Action }) => listOf(Action));

    expect(actions.length).toBeGreaterThan(20);
    expect(actions.filter((action) => String(action).includes('*'))).toEqual([]);
  });

  it('name each resource, but for the wildcards listed with their reason', () => {
    const ends = statementsOf(template).flatMap(({ Resource }) => listOf(Resource).map(endOf));
    const wild = ends.filter((end) => end.endsWith('*'));

    expect(
      wild.filter(
        (end) => !WILDCARDS.some((allowed) => end === allowed.end || end.endsWith(`_${stage}${allowed.end}`)),
      ),
    ).toEqual([]);
    for (const { end } of WILDCARDS) expect(wild.filter((one) => one.endsWith(end))).not.toEqual([]);
  });

  it('are lent to a service only on behalf of this account', () => {
    const trusts = rolesOf(template).map(([, { Properties }]) => {
      const [trust] = at(Properties, 'AssumeRolePolicyDocument', 'Statement') as readonly object[];
      return { service: at(trust, 'Principal', 'Service'), condition: JSON.stringify(at(trust, 'Condition') ?? {}) };
    });

    // Lambda documents no such condition.
    const others = trusts.filter(({ service }) => service !== 'lambda.amazonaws.com');
    expect(others.map(({ service }) => service).sort()).toEqual([
      'firehose.amazonaws.com',
      'glue.amazonaws.com',
      'pipes.amazonaws.com',
    ]);
    for (const { condition } of others) expect(condition).toContain('{"Ref":"AWS::AccountId"}');
  });
});
