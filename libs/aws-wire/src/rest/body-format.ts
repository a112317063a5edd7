import { XmlCodec } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { parseJsonObject } from '../json/json-document.js';
import { REST_SHAPES } from '../json/json-shapes.js';
import { WireFault } from '../pipeline/wire-fault.js';
import { XML_PROLOG } from '../xml/xml-error.js';

/** How structures look in a REST body. */
export interface BodyFormat {
  readonly contentType: string;
  read(schema: NormalizedSchema, body: Buffer): unknown;
  write(schema: NormalizedSchema, value: unknown): string | Buffer;
}

export const JSON_FORMAT: BodyFormat = {
  contentType: 'application/json',
  read: (schema, body) => REST_SHAPES.read(schema, parseJsonObject(body)),
  write: (schema, value) => REST_SHAPES.write(schema, value),
};

const xmlCodec = new XmlCodec({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
  xmlNamespace: '',
  serviceNamespace: '',
});

// S3 takes no longer XML document, whatever an object may have: 1,000 keys of 1 KiB to delete are the most that it needs.
const MAX_XML_BYTES = 2 * 1024 * 1024;

export const XML_FORMAT: BodyFormat = {
  contentType: 'application/xml',
  read: (schema, body) => {
    if (body.length > MAX_XML_BYTES) throw new WireFault('tooLarge', 'Your request was too big.');
    // No AWS client declares entities; who does wants to have them read.
    if (body.includes('<!DOCTYPE')) throw new WireFault('malformedBody', 'A document type declaration is not allowed.');
    return xmlCodec.createDeserializer().read(schema, body) as unknown;
  },
  write: (schema, value) => {
    const serializer = xmlCodec.createSerializer();
    serializer.write(schema, value);
    return XML_PROLOG + serializer.flush().toString();
  },
};
