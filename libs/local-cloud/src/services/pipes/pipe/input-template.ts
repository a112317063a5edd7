import { compileJsonPath } from './json-path.js';

/** What a template can name besides the event. */
export interface PipeVariables {
  readonly pipeArn: string;
  readonly sourceArn: string;
  readonly targetArn: string;
}

/** What goes to the target, or why there is nothing that could. */
export type TransformedEvent = { readonly text: string } | { readonly fault: string };

/** Makes what goes to the target of an event that was received at that time. */
export type InputTemplate = (event: unknown, variables: PipeVariables, nowMs: number) => TransformedEvent;

type Value = (event: unknown, variables: PipeVariables, nowMs: number) => unknown;
type Part = { readonly text: string } | { readonly value: Value; readonly isInText: boolean };

const MAXIMUM_LENGTH = 8192;
const PLACEHOLDER = /<((?:\$|aws\.pipes\.)[^<>]*)>/g;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html */
const RESERVED: Readonly<Record<string, Value>> = {
  'aws.pipes.pipe-arn': (_event, { pipeArn }) => pipeArn,
  'aws.pipes.pipe-name': (_event, { pipeArn }) => pipeArn.slice(pipeArn.lastIndexOf('/') + 1),
  'aws.pipes.source-arn': (_event, { sourceArn }) => sourceArn,
  // There is no enrichment.
  'aws.pipes.enrichment-arn': () => '',
  'aws.pipes.target-arn': (_event, { targetArn }) => targetArn,
  'aws.pipes.event.ingestion-time': (_event, _variables, nowMs) => new Date(nowMs).toISOString(),
  'aws.pipes.event': (event) => event,
  'aws.pipes.event.json': (event) => event,
};

/**
 * Compiles a template: text, a path alone, or JSON with placeholders. In JSON a value stands as JSON where its
 * placeholder has no quotes, and as text where it has. Throws an Error with one sentence for what is no template.
 *
 * Differs: AWS takes wildcards in paths. A path without a value leaves nothing, in JSON too; where that is no JSON any
 * more, the event cannot be sent. What AWS does then has not been seen.
 */
export const compileInputTemplate = (template: string): InputTemplate => {
  if (template.length > MAXIMUM_LENGTH)
    throw new Error(`InputTemplate has ${template.length} characters; a pipe takes at most ${MAXIMUM_LENGTH}.`);
  const isJson = /^\s*[{[]/.test(template);
  const parts = partsOf(template, isJson);
  return (event, variables, nowMs) => {
    const text = parts.map((part) => textOf(part, isJson, event, variables, nowMs)).join('');
    return isJson && !isJsonText(text) ? { fault: 'its InputTemplate does not give JSON for it' } : { text };
  };
};

const partsOf = (template: string, isJson: boolean): readonly Part[] => {
  const parts: Part[] = [];
  let end = 0;
  for (const { 0: placeholder, 1: name = '', index } of template.matchAll(PLACEHOLDER)) {
    const before = template.slice(0, index);
    parts.push({ text: template.slice(end, index) }, { value: valueOf(name), isInText: isJson && endsInText(before) });
    end = index + placeholder.length;
  }
  return [...parts, { text: template.slice(end) }];
};

const valueOf = (name: string): Value => {
  const value = RESERVED[name] ?? compileJsonPath(name);
  if (value) return value;
  throw new Error(
    `InputTemplate has the placeholder <${name}>; the local cloud knows paths like <$.dynamodb.Keys.id.S> and the reserved variables of Pipes.`,
  );
};

/** Whether a JSON text that breaks off there breaks off between quotes. */
const endsInText = (json: string): boolean => (json.replace(/\\./g, '').match(/"/g) ?? []).length % 2 === 1;

const textOf = (part: Part, isJson: boolean, ...given: Parameters<Value>): string => {
  if ('text' in part) return part.text;
  const value = part.value(...given);
  if (value === undefined) return '';
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  if (part.isInText) return JSON.stringify(plain).slice(1, -1);
  return isJson ? JSON.stringify(value) : plain;
};

const isJsonText = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
