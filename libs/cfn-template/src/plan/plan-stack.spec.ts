import fc from 'fast-check';
import type { Lookup } from '../intrinsics/lookup.js';
import type { Template } from '../template/template.js';
import { planStack, type StackPlan } from './plan-stack.js';

const environment = { partition: 'aws', region: 'us-east-1', accountId: '123456789012', urlSuffix: 'amazonaws.com' };
const lookup: Lookup = {
  ref: (logicalId) => `id-of-${logicalId}`,
  attribute: (logicalId, name) => `${name}-of-${logicalId}`,
  importValue: (exportName) => `import-of-${exportName}`,
};
const plan = (template: object, parameters?: Readonly<Record<string, string>>): StackPlan =>
  planStack({ stackName: 'sales', template: template as Template, dependsOn: [] }, environment, parameters);

/** The value of one property in a template that also has the resource `Queue`. */
const resolved = (value: unknown, sections: object = {}, parameters?: Readonly<Record<string, string>>): unknown => {
  const Resources = { Queue: { Type: 'A::B::Queue' }, User: { Type: 'A::B::User', Properties: { value } } };
  const user = plan({ Resources, ...sections }, parameters).resources.find(({ logicalId }) => logicalId === 'User');
  return user?.resolve(lookup)['value'];
};

describe('planStack', () => {
  describe('resolves', () => {
    it.each([
      ['Ref of a resource', { Ref: 'Queue' }, 'id-of-Queue'],
      ['Ref of AWS::Region', { Ref: 'AWS::Region' }, 'us-east-1'],
      ['Ref of AWS::AccountId', { Ref: 'AWS::AccountId' }, '123456789012'],
      ['Ref of AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
      ['Ref of AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
      ['Ref of AWS::StackName', { Ref: 'AWS::StackName' }, 'sales'],
      ['Ref of AWS::NotificationARNs', { Ref: 'AWS::NotificationARNs' }, []],
      ['GetAtt with a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Arn-of-Queue'],
      ['GetAtt with a string', { 'Fn::GetAtt': 'Queue.Endpoint.Address' }, 'Endpoint.Address-of-Queue'],
      [
        'Sub',
        { 'Fn::Sub': '${Queue}/${Queue.Arn}/${AWS::Region}/${!Literal}' },
        'id-of-Queue/Arn-of-Queue/us-east-1/${Literal}',
      ],
      ['Sub with variables', { 'Fn::Sub': ['${a}-${Queue}', { a: { Ref: 'AWS::Region' } }] }, 'us-east-1-id-of-Queue'],
      ['Sub without placeholders', { 'Fn::Sub': '$10 {a} $' }, '$10 {a} $'],
      ['Join', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 5, true]] }, 'arn:aws:5:true'],
      ['Split', { 'Fn::Split': [',', 'a,b,'] }, ['a', 'b', '']],
      ['Select', { 'Fn::Select': [1, ['a', { Ref: 'Queue' }]] }, 'id-of-Queue'],
      ['Select of Split', { 'Fn::Select': ['2', { 'Fn::Split': ['-', { Ref: 'Queue' }] }] }, 'Queue'],
      ['Join of Split', { 'Fn::Join': ['+', { 'Fn::Split': ['-', { Ref: 'Queue' }] }] }, 'id+of+Queue'],
      ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::StackName}-arn' } }, 'import-of-sales-arn'],
      ['Base64', { 'Fn::Base64': 'größer' }, 'Z3LDtsOfZXI='],
      ['GetAZs', { 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
      ['GetAZs of a region', { 'Fn::GetAZs': 'eu-west-1' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
      ['a Ref that is a member among others', { Ref: 'Queue', other: 1 }, { Ref: 'Queue', other: 1 }],
    ])('%s', (_, value, expected) => {
      expect(resolved(value)).toEqual(expected);
    });

    it('an element of a text that is not known yet to something that is not known, either', () => {
      const unknown = '<unknown>';
      const ahead: Lookup = { ...lookup, attribute: () => unknown, isUnknown: (text) => text.includes('unknown') };
      const elementOf = (list: unknown) => {
        const Properties = { value: { 'Fn::Select': [5, list] } };
        const { resources } = plan({ Resources: { Queue: { Type: 'A::B::Queue' }, User: { Type: 'T', Properties } } });
        return resources.find(({ logicalId }) => logicalId === 'User')?.resolve(ahead)['value'];
      };
      expect(elementOf({ 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] })).toBe(unknown);
      expect(() => elementOf({ 'Fn::Split': [':', 'a:b'] })).toThrow('there is no element 5 in a list of 2.');
    });

    it('FindInMap, with keys that are functions themselves', () => {
      const Mappings = { Sizes: { 'us-east-1': { small: [1, 2] } } };
      expect(resolved({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, { Mappings })).toEqual([1, 2]);
    });

    it('a stack id that stays the same and has the form of AWS', () => {
      const id = resolved({ Ref: 'AWS::StackId' });
      expect(id).toMatch(
        /^arn:aws:cloudformation:us-east-1:123456789012:stack\/sales\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      );
      expect(resolved({ Ref: 'AWS::StackId' })).toBe(id);
    });

    it('AWS::NoValue by leaving out the member or the element', () => {
      const none = { Ref: 'AWS::NoValue' };
      expect(resolved({ kept: 1, left: none, list: [none, 2], deep: { left: none } })).toEqual({
        kept: 1,
        list: [2],
        deep: {},
      });
      const conditional = { 'Fn::If': ['InChina', { key: 1 }, none] };
      expect(
        resolved(
          { a: conditional },
          { Conditions: { InChina: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'cn-north-1'] } } },
        ),
      ).toEqual({});
    });

    it('values without functions to their equals', () => {
      fc.assert(
        fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (properties) => {
          const [resource] = plan({ Resources: { A: { Type: 'T', Properties: properties } } }).resources;
          expect(resource?.resolve(lookup)).toEqual(properties);
        }),
      );
    });
  });

  describe('with parameters', () => {
    const Parameters = {
      Name: { Type: 'String', Default: 'n' },
      Count: { Type: 'Number', Default: 3 },
      Code: { Type: 'Number', Default: '007' },
      Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
    };

    it('takes what is given, else the default, by its type', () => {
      const value = ['Name', 'Count', 'Code', 'Zones'].map((name) => ({ Ref: name }));
      expect(resolved(value, { Parameters })).toEqual(['n', 3, '007', ['a', 'b']]);
      expect(resolved(value, { Parameters }, { Name: 'm', Count: '4', Zones: 'c' })).toEqual(['m', 4, '007', ['c']]);
    });

    it('tolerates one of the Systems Manager store as long as nothing uses it', () => {
      expect(
        resolved(1, {
          Parameters,
          Rules: { Check: { Assertions: [{ 'Fn::Contains': [['1'], { Ref: 'BootstrapVersion' }] }] } },
        }),
      ).toBe(1);
      expect(() => resolved({ Ref: 'BootstrapVersion' }, { Parameters })).toThrow('Systems Manager');
      expect(resolved({ Ref: 'BootstrapVersion' }, { Parameters }, { BootstrapVersion: '30' })).toBe('30');
    });

    it('refuses a parameter without a value and a value without a parameter', () => {
      const needs = { Parameters: { Name: { Type: 'String' } } };
      expect(() => resolved(1, needs)).toThrow(
        'Stack sales, Parameters.Name: the parameter has no default; give it a value.',
      );
      expect(() => resolved(1, {}, { Name: 'x' })).toThrow(
        'Stack sales, Parameters.Name: the template has no such parameter.',
      );
    });
  });

  describe('with conditions', () => {
    const isRegion = (region: string) => ({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] });
    const Conditions = {
      Here: isRegion('us-east-1'),
      There: isRegion('eu-west-1'),
      Either: { 'Fn::Or': [{ Condition: 'Here' }, { Condition: 'There' }] },
      Both: { 'Fn::And': [{ Condition: 'Here' }, { Condition: 'There' }] },
      NotThere: { 'Fn::Not': [{ Condition: 'There' }] },
    };

    it.each([
      ['Here', 'yes'],
      ['There', 'no'],
      ['Either', 'yes'],
      ['Both', 'no'],
      ['NotThere', 'yes'],
    ])('takes the right branch for %s', (name, expected) => {
      expect(resolved({ 'Fn::If': [name, 'yes', 'no'] }, { Conditions })).toBe(expected);
    });

    it('leaves out resources and outputs whose condition is false, and dependencies on them', () => {
      const stack = plan({
        Conditions,
        Resources: { A: { Type: 'T', Condition: 'There' }, B: { Type: 'T', Condition: 'Here', DependsOn: ['A'] } },
        Outputs: { OfA: { Value: { Ref: 'A' }, Condition: 'There' }, OfB: { Value: { Ref: 'B' }, Condition: 'Here' } },
      });
      expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['B']);
      expect(stack.outputs(lookup)).toEqual({ OfB: { value: 'id-of-B' } });
    });

    it('does not look at the branch that does not count', () => {
      const Resources = {
        A: { Type: 'T', Condition: 'There' },
        B: { Type: 'T', Properties: { a: { 'Fn::If': ['There', { Ref: 'A' }, 'none'] } } },
      };
      expect(plan({ Conditions, Resources }).resources[0]?.resolve(lookup)).toEqual({ a: 'none' });
    });

    it('refuses a reference to a resource that is left out', () => {
      const Resources = { A: { Type: 'T', Condition: 'There' }, B: { Type: 'T', Properties: { a: { Ref: 'A' } } } };
      expect(() => plan({ Conditions, Resources })).toThrow(
        'Stack sales, Resources.B.Properties.a.Ref: it refers to A, which is left out because its condition There is false.',
      );
    });

    it.each([
      ['depends on itself', { A: { 'Fn::Not': [{ Condition: 'A' }] } }, 'the condition A depends on itself.'],
      ['is not there', {}, 'the template has no condition A.'],
      [
        'asks a resource',
        { A: { 'Fn::Equals': [{ Ref: 'Queue' }, 'x'] } },
        'a condition cannot use the values of resources',
      ],
      ['is no condition', { A: { 'Fn::Join': ['', []] } }, 'Fn::Join is no condition function'],
    ])('refuses a condition that %s', (_, conditions, reason) => {
      expect(() => resolved({ 'Fn::If': ['A', 1, 2] }, { Conditions: conditions })).toThrow(reason);
    });
  });

  describe('orders resources', () => {
    it('after all that they refer to in any way or depend on', () => {
      const to = (value: unknown) => ({ Type: 'T', Properties: { list: [{ value }] } });
      const Resources = {
        F: { Type: 'T', DependsOn: 'E' },
        E: to({ 'Fn::Sub': ['${x}${D}', { x: { Ref: 'A' } }] }),
        D: to({ 'Fn::Sub': '${!F}${C.Arn}' }),
        C: to({ 'Fn::Join': ['', [{ 'Fn::GetAtt': 'B.Arn' }]] }),
        B: to({ Ref: 'A' }),
        A: { Type: 'T' },
      };
      expect(plan({ Resources }).resources.map(({ logicalId }) => logicalId)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
    });

    it('so that each comes once and after all its dependencies, whatever the graph', () => {
      const names = Array.from({ length: 12 }, (_, index) => `R${index}`);
      // Edges lead from a later to an earlier name, so there is no circle; the declaration order is shuffled.
      const graph = fc.record({
        edges: fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.constantFrom('ref', 'attribute', 'sub', 'depends')), {
          maxLength: 40,
        }),
        declared: fc.shuffledSubarray(names, { minLength: names.length }),
      });
      fc.assert(
        fc.property(graph, ({ edges, declared }) => {
          const forward = edges
            .filter(([from, to]) => from > to)
            .map(([from, to, kind]) => ({ from: `R${from}`, to: `R${to}`, kind }));
          const of = (name: string, kind: string): readonly string[] =>
            forward.filter((edge) => edge.from === name && edge.kind === kind).map(({ to }) => to);
          const resource = (name: string) => ({
            Type: 'T',
            DependsOn: of(name, 'depends'),
            Properties: {
              refs: of(name, 'ref').map((to) => ({ Ref: to })),
              attributes: of(name, 'attribute').map((to) => ({ 'Fn::GetAtt': [to, 'Arn'] })),
              subs: of(name, 'sub').map((to) => ({ 'Fn::Sub': `\${${to}.Arn}` })),
            },
          });
          const order = plan({
            Resources: Object.fromEntries(declared.map((name) => [name, resource(name)])),
          }).resources.map(({ logicalId }) => logicalId);
          expect([...order].sort()).toEqual([...names].sort());
          for (const { from, to } of forward) expect(order.indexOf(to)).toBeLessThan(order.indexOf(from));
        }),
      );
    });

    it('and names the circle when there is one', () => {
      const Resources = {
        A: { Type: 'T', DependsOn: 'B' },
        B: { Type: 'T', Properties: { a: { Ref: 'C' } } },
        C: { Type: 'T', DependsOn: ['B'] },
      };
      expect(() => plan({ Resources })).toThrow(
        'Stack sales, Resources.B: they depend on each other in a circle: B → C → B.',
      );
    });
  });

  it('resolves outputs with their export names', () => {
    const Outputs = {
      Arn: {
        Value: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        Description: 'd',
        Export: { Name: { 'Fn::Sub': '${AWS::StackName}:arn' } },
      },
    };
    const stack = plan({ Resources: { Queue: { Type: 'T', DeletionPolicy: 'Retain' } }, Outputs });
    expect(stack.outputs(lookup)).toEqual({
      Arn: { value: 'Arn-of-Queue', exportName: 'sales:arn', description: 'd' },
    });
    expect(stack.resources[0]?.deletionPolicy).toBe('Retain');
  });

  describe('refuses, with stack, logical id and path,', () => {
    it.each([
      [
        'an unknown function',
        { list: [{ 'Fn::Cidr': ['10.0.0.0/16', 1] }] },
        'Resources.User.Properties.value.list[0]: the function Fn::Cidr is not supported here.',
      ],
      [
        'a function among other members',
        { 'Fn::Join': ['', []], x: 1 },
        'Resources.User.Properties.value: Fn::Join must be the only member of its object.',
      ],
      [
        'a reference to nothing',
        { Ref: 'Nobody' },
        'Resources.User.Properties.value.Ref: the template has no resource or parameter Nobody.',
      ],
      ['an inherited name', { Ref: 'constructor' }, 'the template has no resource or parameter constructor.'],
      [
        'a Sub of nothing',
        { 'Fn::Sub': '${Nobody.Arn}' },
        'Resources.User.Properties.value.Fn::Sub: the template has no resource or parameter Nobody.',
      ],
      [
        'an index beyond the list',
        { 'Fn::Select': [2, ['a']] },
        'Resources.User.Properties.value.Fn::Select: there is no element 2 in a list of 1.',
      ],
      ['a map that is not there', { 'Fn::FindInMap': ['A', 'b', 'c'] }, 'the template has no mapping A.b.c.'],
      ['a Join of objects', { 'Fn::Join': ['', [{}]] }, 'each value must be a string.'],
      ['a Join of no list', { 'Fn::Join': ['', 'a'] }, 'the second argument must be a list.'],
      ['a Sub of a list', { 'Fn::Sub': ['${a}', { a: [] }] }, 'the value of ${a} must be a string.'],
      ['a GetAtt without attribute', { 'Fn::GetAtt': 'Queue' }, 'the argument must be [logical id, attribute name].'],
      ['a dynamic reference', 'x{{resolve:ssm:name}}', 'dynamic references'],
      ['a dynamic reference in a Sub', { 'Fn::Sub': '{{resolve:ssm:${AWS::Region}}}' }, 'dynamic references'],
    ])('%s', (_, value, reason) => {
      expect(() => resolved(value)).toThrow(reason);
      expect(() => resolved(value)).toThrow('Stack sales, Resources.User.Properties.value');
    });

    it('what the lookup does not know', () => {
      const failing: Lookup = {
        ...lookup,
        attribute: () => {
          throw new Error('there is no attribute Color.');
        },
      };
      const stack = plan({
        Resources: {
          Queue: { Type: 'T' },
          User: { Type: 'T', Properties: { a: { 'Fn::GetAtt': ['Queue', 'Color'] } } },
        },
      });
      expect(() => stack.resources[1]?.resolve(failing)).toThrow(
        'Stack sales, Resources.User.Properties.a.Fn::GetAtt: there is no attribute Color.',
      );
    });

    it.each([
      ['a template without resources', {}, 'Resources: a template must have Resources.'],
      ['a list of resources', { Resources: [] }, 'Resources: the section must be an object.'],
      ['a resource without a type', { Resources: { A: {} } }, 'Resources.A: a resource must have a Type.'],
      [
        'properties that are none',
        { Resources: { A: { Type: 'T', Properties: [] } } },
        'Resources.A.Properties: Properties must be an object.',
      ],
      [
        'a transform',
        { Resources: {}, Transform: 'AWS::Serverless-2016-10-31' },
        'Transform: macros and transforms are not supported',
      ],
      ['an output without a value', { Resources: {}, Outputs: { O: {} } }, 'Outputs.O: Value is missing.'],
      [
        'a dependency on nothing',
        { Resources: { A: { Type: 'T', DependsOn: 'B' } } },
        'Resources.A.DependsOn: the template has no resource B.',
      ],
    ])('%s', (_, template, reason) => {
      expect(() => plan(template)).toThrow(`Stack sales, ${reason}`);
    });
  });
});
