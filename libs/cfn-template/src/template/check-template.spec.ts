import { checkTemplate } from './check-template.js';

const QUEUE = { Type: 'AWS::SQS::Queue' };
const check = (template: object) => () => checkTemplate(template, 's');

describe('checkTemplate', () => {
  it('takes every section and attribute that means something here', () => {
    const template = {
      ...{ AWSTemplateFormatVersion: '2010-09-09', Description: 'd', Metadata: {}, Rules: {}, Mappings: {} },
      ...{ Conditions: {}, Parameters: {}, Outputs: {} },
      Resources: {
        Queue: {
          ...{ ...QUEUE, Properties: {}, DependsOn: [], Condition: 'C', Metadata: { 'aws:cdk:path': 'p' } },
          ...{ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' },
        },
      },
    };
    expect(check(template)()).toBe(template);
  });

  it.each([
    [
      { DeletionPolicy: 'Snapshot' },
      'Resources.Queue.DeletionPolicy: the DeletionPolicy Snapshot is not supported; it',
    ],
    [{ UpdateReplacePolicy: 'Snapshot' }, 'Resources.Queue.UpdateReplacePolicy: the UpdateReplacePolicy Snapshot'],
    [{ CreationPolicy: {} }, 'Resources.Queue.CreationPolicy: the attribute CreationPolicy is not supported.'],
    [{ UpdatePolicy: {} }, 'Resources.Queue.UpdatePolicy: the attribute UpdatePolicy is not supported.'],
    [{ Dependson: [] }, "Resources.Queue.Dependson: Invalid template resource property 'Dependson'"],
    [{ Metadata: { 'AWS::CloudFormation::Init': {} } }, 'Resources.Queue.Metadata.AWS::CloudFormation::Init: '],
  ])('refuses what nothing would be done about, with its path: %j', (attributes, message) => {
    expect(check({ Resources: { Queue: { ...QUEUE, ...attributes } } })).toThrow(`Stack s, ${message}`);
  });

  it('refuses sections that it does not know, and versions', () => {
    const Resources = { Queue: QUEUE };
    expect(check({ Resources, Hooks: {} })).toThrow('Invalid template property or properties [Hooks]');
    expect(check({ Resources, Transform: 'AWS::Serverless-2016-10-31' })).toThrow('macros and transforms');
    expect(check({ Resources, AWSTemplateFormatVersion: '1' })).toThrow('the only version of templates is 2010-09-09.');
  });
});
