import { encodeCborError } from '../cbor/cbor-error.js';
import { encodeJsonError } from '../json/json-error.js';
import { encodeQueryError, encodeRestXmlError } from '../xml/xml-error.js';
import type { BodyLimits } from './routes.js';
import { WireFault, type ProtocolKind } from './wire-fault.js';
import type { WireProtocol } from './wire-protocol.js';

/** Answers every request with one error, in the manner of the given protocol. */
export const unknownProtocol = (kind: ProtocolKind, limits: BodyLimits, message: string): WireProtocol => ({
  kind,
  bodyLimitBytes: limits.documentBytes,
  decode: () => Promise.reject(new WireFault('unknownOperation', message)),
  encodeError: (error, head) => {
    if (kind === 'rpc-v2-cbor') return encodeCborError(error, undefined);
    if (kind === 'query') return encodeQueryError(error, head, undefined);
    return kind === 'rest-xml'
      ? encodeRestXmlError(error, head)
      : encodeJsonError(error, { contentType: 'application/json' });
  },
});
