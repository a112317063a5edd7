import { cbor } from '@smithy/core/cbor';
import type { AwsError } from '../aws-error.js';
import type { WireResponse } from '../pipeline/wire-message.js';
import type { ServiceSchema } from '../schema/service-schemas.js';

export const CBOR_HEADERS = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' } as const;

/** https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#operation-error-serialization */
export const encodeCborError = (error: AwsError, schema: ServiceSchema | undefined): WireResponse => {
  const known = schema?.errors.get(error.code);
  const content = { __type: error.code, [known?.messageMember ?? 'message']: error.message, ...error.members };
  return {
    status: error.status,
    headers: {
      ...CBOR_HEADERS,
      ...(known?.queryCode !== undefined && {
        'x-amzn-query-error': `${known.queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}`,
      }),
    },
    body: Buffer.from(cbor.serialize(content)),
  };
};
