import { CborShapeDeserializer2, CborShapeSerializer2 } from '@smithy/core/cbor';
import type { NormalizedSchema } from '@smithy/core/schema';
import { WireFault } from '../pipeline/wire-fault.js';
import { checkCbor } from './check-cbor.js';

/** A body as a value of the schema; none at all is an empty structure. Throws a `WireFault` for what is no CBOR. */
export const readCbor = (schema: NormalizedSchema, body: Buffer): unknown => {
  if (body.length === 0) return {};
  checkCbor(body);
  try {
    return new CborShapeDeserializer2().read(schema, body) as unknown;
  } catch (cause) {
    throw new WireFault('malformedBody', `The body does not fit the operation: ${String(cause)}.`, { cause });
  }
};

export const writeCbor = (schema: NormalizedSchema, value: unknown): Buffer => {
  const serializer = new CborShapeSerializer2();
  serializer.write(schema, value);
  const { buffer, byteOffset, byteLength } = serializer.flush();
  return Buffer.from(buffer, byteOffset, byteLength);
};
