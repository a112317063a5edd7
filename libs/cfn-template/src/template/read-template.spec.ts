import * as fc from 'fast-check';
import YAML from 'yaml';
import { readTemplate } from './read-template.js';

const QUEUE = { Type: 'AWS::SQS::Queue' };

describe('readTemplate', () => {
  it('reads JSON and YAML alike', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]*$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.jsonValue(), { minKeys: 1 }), (Properties) => {
        const template = JSON.parse(JSON.stringify({ Resources: { Queue: { ...QUEUE, Properties } } })) as unknown;
        expect(readTemplate(JSON.stringify(template), 's')).toEqual(template);
        expect(readTemplate(YAML.stringify(template, { schema: 'core' }), 's')).toEqual(template);
      }),
    );
  });

  it('writes out the short forms of functions', () => {
    const body = `
      Resources:
        Queue:
          Type: AWS::SQS::Queue
          Properties:
            QueueName: !Sub ["\${Prefix}-q", { Prefix: !Ref AWS::StackName }]
            Policy: { Version: 2012-10-17, Empty: [], None: {} }
            Target: !GetAtt Other.Arn
            Delay: !If [IsSlow, 10, !Ref AWS::NoValue]`;
    expect(readTemplate(body, 's').Resources['Queue']?.Properties).toEqual({
      QueueName: { 'Fn::Sub': ['${Prefix}-q', { Prefix: { Ref: 'AWS::StackName' } }] },
      Policy: { Version: '2012-10-17', Empty: [], None: {} },
      Target: { 'Fn::GetAtt': 'Other.Arn' },
      Delay: { 'Fn::If': ['IsSlow', 10, { Ref: 'AWS::NoValue' }] },
    });
  });

  it('says what is wrong with text that is no template', () => {
    expect(() => readTemplate('{', 's')).toThrow('Stack s, template: it is not valid JSON');
    expect(() => readTemplate('a: [', 's')).toThrow('Stack s, template: it is not valid YAML');
    expect(() => readTemplate('a: !Reff b', 's')).toThrow('the tag !Reff is no function of CloudFormation');
    expect(() => readTemplate('just words', 's')).toThrow('a template must be a JSON object');
  });
});
