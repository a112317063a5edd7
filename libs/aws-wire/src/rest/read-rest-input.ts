import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { WireFault } from '../pipeline/wire-fault.js';
import type { BodyFormat } from './body-format.js';
import type { MemberBindings } from './member-bindings.js';

const fromText = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 7 },
  httpBindings: true,
});

export interface RestSource {
  /** Still percent-encoded. */
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

const readText = (where: string, schema: NormalizedSchema, text: string): unknown => {
  const value = convert(where, () => fromText.read(schema, text) as unknown);
  if (Number.isNaN(value)) throw new WireFault('malformedBinding', `The value of ${where} must be a number.`);
  return value;
};

const convert = <T>(where: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    throw new WireFault('malformedBinding', `The value of ${where} is malformed: ${String(cause)}.`, { cause });
  }
};

type Input = Record<string, unknown>;

const readLabels = (input: Input, { labels }: MemberBindings, source: RestSource): void => {
  for (const [name, schema] of labels) {
    const text = source.labels[name];
    if (text === undefined) continue;
    const where = `'${name}' in the path`;
    input[name] = readText(
      where,
      schema,
      convert(where, () => decodeURIComponent(text)),
    );
  }
};

const readQuery = (input: Input, { query, otherQuery }: MemberBindings, source: RestSource): void => {
  for (const [name, schema, parameter] of query) {
    const texts = source.query.getAll(parameter);
    const [first] = texts;
    if (first === undefined) continue;
    const where = `the parameter '${parameter}'`;
    input[name] = schema.isListSchema()
      ? texts.map((text) => readText(where, schema.getValueSchema(), text))
      : readText(where, schema, first);
  }
  if (otherQuery) {
    const taken = new Set(query.map(([, , parameter]) => parameter));
    input[otherQuery[0]] = Object.fromEntries([...source.query].filter(([parameter]) => !taken.has(parameter)));
  }
};

const readHeaders = (input: Input, { headers, prefixHeaders }: MemberBindings, source: RestSource): void => {
  for (const [name, schema, header] of headers) {
    const text = source.headers[header];
    if (typeof text === 'string') input[name] = readText(`the header '${header}'`, schema, text);
  }
  for (const [name, , prefix] of prefixHeaders) {
    const own = Object.entries(source.headers).filter(([header]) => header.startsWith(prefix));
    if (own.length > 0)
      input[name] = Object.fromEntries(own.map(([header, text]) => [header.slice(prefix.length), String(text)]));
  }
};

const readPayload = (schema: NormalizedSchema, body: Buffer, format: BodyFormat): unknown => {
  if (schema.isBlobSchema()) return body;
  if (schema.isStringSchema()) return body.toString('utf8');
  return body.length === 0 ? undefined : format.read(schema, body);
};

const readDocument = (input: Input, { payload, document }: MemberBindings, body: Buffer, format: BodyFormat): void => {
  try {
    if (payload) input[payload[0]] = readPayload(payload[1], body, format);
    else if (document && body.length > 0) Object.assign(input, format.read(document, body));
  } catch (cause) {
    if (cause instanceof WireFault) throw cause;
    throw new WireFault('malformedBody', `The body does not fit the operation: ${String(cause)}.`, { cause });
  }
};

/** An operation's input, collected from path, query, headers and body. */
export const readRestInput = (
  bindings: MemberBindings,
  source: RestSource,
  format: BodyFormat,
): Record<string, unknown> => {
  const input: Input = {};
  readDocument(input, bindings, source.body, format);
  readLabels(input, bindings, source);
  readQuery(input, bindings, source);
  readHeaders(input, bindings, source);
  return input;
};
