import { compileInputTemplate, type TransformedEvent } from './input-template.js';

const variables = {
  pipeArn: 'arn:aws:pipes:eu-west-1:1:pipe/changes',
  sourceArn: 'arn:source',
  targetArn: 'arn:target',
};
const event = {
  eventName: 'INSERT',
  dynamodb: { Keys: { id: { S: 'say "hi"' } }, NewImage: { n: { N: '1.10' }, list: { L: [{ S: 'x' }, { S: 'y' }] } } },
  size: 12,
};
const transform = (template: string): TransformedEvent =>
  compileInputTemplate(template)(event, variables, Date.parse('2026-11-23T12:00:00Z'));

describe('an input template', () => {
  it.each([
    ['plain text', 'plain text'],
    ['Hello, <$.eventName>: <$.size>', 'Hello, INSERT: 12'],
    ['<$.eventName>', 'INSERT'],
    ['<$.dynamodb.Keys>', '{"id":{"S":"say \\"hi\\""}}'],
    ['a < b, <b>, <aws.other>', 'a < b, <b>, <aws.other>'],
    ['{"id": <$.dynamodb.Keys.id.S>, "n": <$.dynamodb.NewImage.n.N>}', '{"id": "say \\"hi\\"", "n": "1.10"}'],
    ['{"text": "id <$.dynamodb.Keys.id.S>, <$.size>"}', '{"text": "id say \\"hi\\", 12"}'],
    ['{"size": <$.size>, "second": <$.dynamodb.NewImage.list.L[1]>}', '{"size": 12, "second": {"S":"y"}}'],
    ['{"missing": "<$.nothing>"}', '{"missing": ""}'],
    ['[<aws.pipes.pipe-name>, <aws.pipes.source-arn>]', '["changes", "arn:source"]'],
    ['<aws.pipes.pipe-arn> <aws.pipes.target-arn><aws.pipes.enrichment-arn>', `${variables.pipeArn} arn:target`],
    ['{"at": <aws.pipes.event.ingestion-time>}', '{"at": "2026-11-23T12:00:00.000Z"}'],
    ['{"event": <aws.pipes.event.json>}', `{"event": ${JSON.stringify(event)}}`],
    ['{"event": "<aws.pipes.event>"}', `{"event": ${JSON.stringify(JSON.stringify(event))}}`],
  ])('%s', (template, text) => {
    expect(transform(template)).toEqual({ text });
  });

  it('that gives no JSON for an event has a fault instead', () => {
    expect(transform('{"missing": <$.nothing>}')).toEqual({ fault: 'its InputTemplate does not give JSON for it' });
  });

  it.each([
    ['<$.a[*]>', 'has the placeholder <$.a[*]>'],
    ['<aws.pipes.unknown>', 'has the placeholder <aws.pipes.unknown>'],
    ['x'.repeat(8193), 'at most 8192'],
  ])('is refused: %.30s', (template, reason) => {
    expect(() => compileInputTemplate(template)).toThrow(reason);
  });
});
