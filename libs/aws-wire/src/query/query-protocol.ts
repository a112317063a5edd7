import { XmlCodec } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error.js';
import { WireFault } from '../pipeline/wire-fault.js';
import type { WireResponse } from '../pipeline/wire-message.js';
import type { WireProtocol } from '../pipeline/wire-protocol.js';
import { checkShape } from '../schema/check-shape.js';
import type { OperationSchema } from '../schema/service-schemas.js';
import { requireOperation, type ServiceTarget } from '../schema/service-target.js';
import type { Protocol } from '../wire-service.js';
import { escapeXml } from '../xml/escape-xml.js';
import { encodeQueryError } from '../xml/xml-error.js';
import { readFormTree, type FormNode } from './form-tree.js';
import { readQueryInput } from './read-query-input.js';

type QueryProtocol = Extract<Protocol, { kind: 'query' }>;

const codec = new XmlCodec({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
  xmlNamespace: '',
  serviceNamespace: '',
});

/** The serialized members of an output, without the element that the codec puts around them. */
const writeMembers = (schema: NormalizedSchema, output: unknown): string => {
  if (schema.isUnitSchema()) return '';
  const serializer = codec.createSerializer();
  serializer.write(schema, output ?? {});
  const document = serializer.flush().toString();
  return document.slice(document.indexOf('>') + 1, Math.max(document.lastIndexOf('</'), document.indexOf('>') + 1));
};

const readInput = ({ input }: OperationSchema, form: FormNode): unknown => {
  if (input.isUnitSchema()) return {};
  const decoded = decode(input, form);
  checkShape(input, decoded);
  return decoded;
};

const decode = (schema: NormalizedSchema, form: FormNode): unknown => {
  try {
    return readQueryInput(schema, form);
  } catch (cause) {
    throw new WireFault('malformedBody', `The form does not fit the action: ${String(cause)}.`, { cause });
  }
};

/** AWS Query: a form with `Action` in, XML out. */
export const createQueryProtocol = (target: ServiceTarget, { xmlNamespace }: QueryProtocol): WireProtocol => {
  const encode = ({ name, output }: OperationSchema, id: string, value: unknown): WireResponse => ({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body:
      `<${name}Response xmlns="${escapeXml(xmlNamespace)}"><${name}Result>${writeMembers(output, value)}</${name}Result>` +
      `<ResponseMetadata><RequestId>${escapeXml(id)}</RequestId></ResponseMetadata></${name}Response>`,
  });

  return {
    kind: 'query',
    bodyLimitBytes: target.limits.documentBytes,
    decode: async ({ body, id }) => {
      const form = readFormTree(body.toString('utf8'));
      const name = form.children.get('Action')?.value;
      if (!name) throw new AwsError('MissingAction', 'The request must contain the parameter Action.');
      const operation = requireOperation(target, name);
      const schema = (await target.schemas.load()).operations.get(name);
      if (!schema)
        throw new Error(`The SDK client of '${target.service.signingName}' describes no operation '${name}'.`);
      return {
        service: target.service.signingName,
        name,
        operation,
        input: readInput(schema, form),
        encode: (output) => encode(schema, id, output),
      };
    },
    encodeError: (error, head) => {
      const queryCode = target.schemas.loaded?.errors.get(error.code)?.queryCode;
      const named =
        queryCode === undefined
          ? error
          : new AwsError(queryCode, error.message, error.status, { members: error.members });
      return encodeQueryError(named, head, xmlNamespace);
    },
  };
};
