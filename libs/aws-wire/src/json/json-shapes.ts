import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { JsonObject } from './json-document.js';

/** Turns JSON documents into values of a schema and back: timestamps into `Date`, blobs into bytes. */
export interface JsonShapes {
  read(schema: NormalizedSchema, document: JsonObject): unknown;
  write(schema: NormalizedSchema, value: unknown): Buffer;
}

const createJsonShapes = (jsonName: boolean): JsonShapes => {
  const settings = { timestampFormat: { useTrait: true, default: 7 as const }, jsonName };
  return {
    read: (schema, document) => new JsonShapeDeserializer2(settings).readObject(schema, document) as unknown,
    write: (schema, value) => {
      const serializer = new JsonShapeSerializer2(settings);
      serializer.write(schema, value);
      const { buffer, byteOffset, byteLength } = serializer.flush();
      return Buffer.from(buffer, byteOffset, byteLength);
    },
  };
};

/** As the RPC protocols write members: by their names in the model. */
export const RPC_SHAPES = createJsonShapes(false);

/** As REST-JSON writes members: by their `jsonName`, where they have one. */
export const REST_SHAPES = createJsonShapes(true);
