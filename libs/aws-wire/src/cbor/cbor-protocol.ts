import type { WireHead } from '../pipeline/wire-message.js';
import type { WireProtocol } from '../pipeline/wire-protocol.js';
import { checkShape } from '../schema/check-shape.js';
import type { OperationSchema } from '../schema/service-schemas.js';
import { requireOperation, type ServiceTarget } from '../schema/service-target.js';
import { CBOR_HEADERS, encodeCborError } from './cbor-error.js';
import { readCbor, writeCbor } from './cbor-shapes.js';

const PATH = /^\/service\/([^/]+)\/operation\/([^/]+)$/;

/** The service that a request of this protocol is for; undefined for a request of another. */
export const cborServiceOf = ({ headers, path }: WireHead): string | undefined =>
  headers['smithy-protocol'] === 'rpc-v2-cbor' ? (PATH.exec(path)?.[1] ?? '') : undefined;

const readInput = ({ input }: OperationSchema, body: Buffer): unknown => {
  if (input.isUnitSchema()) return {};
  const decoded = readCbor(input, body);
  checkShape(input, decoded);
  return decoded;
};

/**
 * Smithy's RPC v2: the operation in the path, CBOR each way. boto3 and the AWS CLI speak it to CloudWatch.
 *
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const createCborProtocol = (target: ServiceTarget): WireProtocol => ({
  kind: 'rpc-v2-cbor',
  bodyLimitBytes: target.limits.documentBytes,
  decode: async ({ path, body }) => {
    const name = PATH.exec(path)?.[2] ?? '';
    const operation = requireOperation(target, name);
    const schema = (await target.schemas.load()).operations.get(name);
    if (!schema) throw new Error(`The SDK client of '${target.service.signingName}' describes no operation '${name}'.`);
    return {
      service: target.service.signingName,
      name,
      operation,
      input: readInput(schema, body),
      encode: (output) => ({ status: 200, headers: CBOR_HEADERS, body: writeCbor(schema.output, output ?? {}) }),
    };
  },
  encodeError: (error) => encodeCborError(error, target.schemas.loaded),
});
