import type { AwsError } from '../aws-error.js';
import type { WireResponse } from '../pipeline/wire-message.js';
import type { ServiceSchema } from '../schema/service-schemas.js';
import { RPC_SHAPES } from './json-shapes.js';

interface JsonErrorStyle {
  readonly contentType: string;
  /** Present once the schemas of the service are there: then members are written as the model says. */
  readonly schema?: ServiceSchema | undefined;
}

const writeBody = (error: AwsError, schema: ServiceSchema | undefined): string | Buffer => {
  const known = schema?.errors.get(error.code);
  const content = { __type: error.code, [known?.messageMember ?? 'message']: error.message, ...error.members };
  return known ? RPC_SHAPES.write(known.shape, content) : JSON.stringify(content);
};

/** An error as the JSON protocols and REST-JSON have it: the code both in the body and in a header. */
export const encodeJsonError = (error: AwsError, { contentType, schema }: JsonErrorStyle): WireResponse => {
  const queryCode = schema?.errors.get(error.code)?.queryCode;
  return {
    status: error.status,
    headers: {
      'content-type': contentType,
      'x-amzn-errortype': error.code,
      // https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
      ...(queryCode !== undefined && {
        'x-amzn-query-error': `${queryCode};${error.status < 500 ? 'Sender' : 'Receiver'}`,
      }),
    },
    body: writeBody(error, schema),
  };
};
