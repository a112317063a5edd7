import { WireFault } from '../pipeline/wire-fault.js';
import type { WireRequest } from '../pipeline/wire-message.js';
import type { Call, WireProtocol } from '../pipeline/wire-protocol.js';
import { checkShape } from '../schema/check-shape.js';
import type { OperationSchema } from '../schema/service-schemas.js';
import { requireOperation, type ServiceTarget } from '../schema/service-target.js';
import type { Protocol } from '../wire-service.js';
import { parseJsonObject, withoutNulls, type JsonObject } from './json-document.js';
import { encodeJsonError } from './json-error.js';
import { RPC_SHAPES } from './json-shapes.js';

type JsonProtocol = Extract<Protocol, { kind: 'json' }>;

const readInput = ({ input }: OperationSchema, document: JsonObject): unknown => {
  if (input.isUnitSchema()) return {};
  const decoded = decode(input, document);
  checkShape(input, decoded);
  return decoded;
};

const decode = (schema: OperationSchema['input'], document: JsonObject): unknown => {
  try {
    return RPC_SHAPES.read(schema, document);
  } catch (cause) {
    throw new WireFault('malformedBody', `The body does not fit the operation: ${String(cause)}.`, { cause });
  }
};

const writeOutput = ({ output }: OperationSchema, value: unknown): string | Buffer =>
  output.isUnitSchema() ? '' : RPC_SHAPES.write(output, value ?? {});

/** AWS JSON 1.0 and 1.1: one path, the operation in `X-Amz-Target`, a JSON document each way. */
export const createJsonProtocol = (target: ServiceTarget, { version }: JsonProtocol): WireProtocol => {
  const contentType = `application/x-amz-json-${version}`;
  const headers = { 'content-type': contentType };

  const decodeRaw = (name: string, { body }: WireRequest): Call => ({
    service: target.service.signingName,
    name,
    operation: requireOperation(target, name),
    input: withoutNulls(body, parseJsonObject(body)),
    encode: (output) => ({ status: 200, headers, body: output === undefined ? '' : JSON.stringify(output) }),
  });

  const decodeBySchema = async (name: string, { body }: WireRequest): Promise<Call> => {
    const operation = requireOperation(target, name);
    const schema = (await target.schemas.load()).operations.get(name);
    if (!schema) throw new Error(`The SDK client of '${target.service.signingName}' describes no operation '${name}'.`);
    return {
      service: target.service.signingName,
      name,
      operation,
      input: readInput(schema, parseJsonObject(body)),
      encode: (output) => ({ status: 200, headers, body: writeOutput(schema, output) }),
    };
  };

  return {
    kind: 'json',
    bodyLimitBytes: target.limits.documentBytes,
    decode: async (request) => {
      refuseCbor(request);
      const header = String(request.headers['x-amz-target']);
      const name = header.slice(header.lastIndexOf('.') + 1);
      return target.service.schemas ? decodeBySchema(name, request) : decodeRaw(name, request);
    },
    encodeError: (error) => encodeJsonError(error, { contentType, schema: target.schemas.loaded }),
  };
};

// Differs: AWS also takes CBOR, which the SDK for Java 2 sends to Kinesis unless told otherwise.
const refuseCbor = ({ headers }: WireRequest): void => {
  if (headers['content-type']?.includes('cbor')) {
    throw new WireFault(
      'malformedBody',
      'This endpoint speaks JSON, not CBOR; for the AWS SDK for Java 2 set -Daws.cborEnabled=false.',
    );
  }
};
