import { Readable } from 'node:stream';
import { ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { WireResponse } from '../pipeline/wire-message.js';
import type { BodyFormat } from './body-format.js';
import type { MemberBindings } from './member-bindings.js';

const asText = new ToStringShapeSerializer({ timestampFormat: { useTrait: true, default: 7 }, httpBindings: true });

type Output = Readonly<Record<string, unknown>>;

const writeHeaders = ({ headers, prefixHeaders }: MemberBindings, output: Output): Record<string, string> => {
  const written: Record<string, string> = {};
  for (const [name, schema, header] of headers) {
    if (output[name] == null) continue;
    asText.write(schema, output[name]);
    written[header] = asText.flush();
  }
  for (const [name, , prefix] of prefixHeaders) {
    for (const [key, value] of Object.entries(output[name] ?? {})) written[prefix + key.toLowerCase()] = String(value);
  }
  return written;
};

interface Content {
  readonly type: string;
  readonly body: WireResponse['body'];
}

const writePayload = (schema: NormalizedSchema, value: unknown, format: BodyFormat): Content | undefined => {
  if (value == null) return undefined;
  if (value instanceof Uint8Array || value instanceof Readable)
    return { type: 'application/octet-stream', body: value };
  if (typeof value === 'string')
    return { type: schema.isStringSchema() ? 'text/plain' : 'application/octet-stream', body: value };
  return { type: format.contentType, body: format.write(schema, value) };
};

/** What the body holds, if the operation has one at all. */
const writeContent = (
  { payload, document }: MemberBindings,
  output: Output,
  format: BodyFormat,
): Content | undefined => {
  if (payload) return writePayload(payload[1], output[payload[0]], format);
  return document && { type: format.contentType, body: format.write(document, output) };
};

const statusOf = (
  { status }: MemberBindings,
  output: Output,
  headers: Readonly<Record<string, string>>,
  usual: number,
): number => {
  const given = status && output[status[0]];
  if (typeof given === 'number') return given;
  // The model has no status for a part of an object: https://www.rfc-editor.org/rfc/rfc9110#section-15.3.7
  return headers['content-range'] === undefined ? usual : 206;
};

/** An operation's output, spread over status, headers and body. */
export const writeRestOutput = (
  bindings: MemberBindings,
  output: Output,
  format: BodyFormat,
  usualStatus: number,
): WireResponse => {
  const headers = writeHeaders(bindings, output);
  const content = writeContent(bindings, output, format);
  return {
    status: statusOf(bindings, output, headers, usualStatus),
    headers: content ? { 'content-type': content.type, ...headers } : headers,
    body: content?.body ?? '',
  };
};
