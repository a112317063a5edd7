import type { Template } from '../template/template.js';
import { failedRules } from './failed-rules.js';

const ENVIRONMENT = { partition: 'aws', region: 'eu-west-1', accountId: '123456789012', urlSuffix: 'amazonaws.com' };
const template: Template = {
  Parameters: { Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' } },
  Rules: {
    CheckBootstrapVersion: {
      Assertions: [
        {
          Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3'], { Ref: 'Version' }] }] },
          AssertDescription: 'Version 4 of the bootstrap stack is needed.',
        },
      ],
    },
  },
  Resources: {},
};
const failed = (version: string) => failedRules({ stackName: 's', template }, ENVIRONMENT, { Version: version });

describe('failedRules', () => {
  it('tells what the assertions say that do not hold', () => {
    expect(failed('3')).toEqual(['Version 4 of the bootstrap stack is needed.']);
    expect(failed('30')).toEqual([]);
  });

  it('passes over a rule whose condition does not hold', () => {
    const rule = {
      RuleCondition: { 'Fn::Equals': ['a', 'b'] },
      Assertions: [{ Assert: { 'Fn::Equals': ['a', 'b'] } }],
    };
    expect(failedRules({ stackName: 's', template: { Resources: {}, Rules: { rule } } }, ENVIRONMENT, {})).toEqual([]);
  });

  it('cannot decide what it does not know', () => {
    const Rules = { rule: { Assertions: [{ Assert: { 'Fn::RefAll': 'AWS::EC2::VPC::Id' } }] } };
    expect(() => failedRules({ stackName: 's', template: { Resources: {}, Rules } }, ENVIRONMENT, {})).toThrow(
      'Rules.rule.Assertions[0].Assert: Fn::RefAll is no condition function',
    );
  });
});
