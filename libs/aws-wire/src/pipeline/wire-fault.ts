import { AwsError } from '../aws-error.js';
import type { Protocol } from '../wire-service.js';

export type ProtocolKind = Protocol['kind'];

/** What can be wrong with a request before any operation sees it, and what of ours can go wrong. */
export type FaultKind =
  | 'foreignHost'
  | 'unsigned'
  | 'malformedSignature'
  | 'unknownOperation'
  | 'malformedBody'
  | 'malformedBinding'
  | 'missingMember'
  | 'tooLarge'
  | 'incompleteBody'
  | 'defect';

/** A fault that the wire finds by itself. Each protocol has its own code for it: see `toAwsError`. */
export class WireFault extends Error {
  constructor(
    readonly kind: FaultKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'WireFault';
  }
}

type Codes = Readonly<Record<FaultKind, readonly [code: string, status: number]>>;

const JSON_CODES: Codes = {
  foreignHost: ['AccessDeniedException', 403],
  unsigned: ['MissingAuthenticationTokenException', 400],
  malformedSignature: ['IncompleteSignatureException', 400],
  unknownOperation: ['UnknownOperationException', 400],
  malformedBody: ['SerializationException', 400],
  malformedBinding: ['SerializationException', 400],
  missingMember: ['ValidationException', 400],
  tooLarge: ['RequestEntityTooLargeException', 413],
  incompleteBody: ['SerializationException', 400],
  defect: ['InternalFailure', 500],
};

const CODES: Readonly<Record<ProtocolKind, Codes>> = {
  json: JSON_CODES,
  'rpc-v2-cbor': JSON_CODES,
  'rest-json': {
    ...JSON_CODES,
    unsigned: ['MissingAuthenticationTokenException', 403],
    malformedSignature: ['IncompleteSignatureException', 403],
    unknownOperation: ['UnknownOperationException', 404],
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  'rest-xml': {
    foreignHost: ['AccessDenied', 403],
    unsigned: ['AccessDenied', 403],
    malformedSignature: ['AuthorizationHeaderMalformed', 400],
    unknownOperation: ['NotImplemented', 501],
    malformedBody: ['MalformedXML', 400],
    malformedBinding: ['InvalidArgument', 400],
    missingMember: ['MalformedXML', 400],
    tooLarge: ['EntityTooLarge', 400],
    incompleteBody: ['IncompleteBody', 400],
    defect: ['InternalError', 500],
  },
  query: {
    foreignHost: ['AccessDenied', 403],
    unsigned: ['MissingAuthenticationToken', 403],
    malformedSignature: ['IncompleteSignature', 400],
    unknownOperation: ['InvalidAction', 400],
    malformedBody: ['MalformedInput', 400],
    malformedBinding: ['MalformedInput', 400],
    missingMember: ['ValidationError', 400],
    tooLarge: ['RequestEntityTooLarge', 413],
    incompleteBody: ['MalformedInput', 400],
    defect: ['InternalFailure', 500],
  },
};

/** What a protocol answers for an error. Of an error that is ours nothing leaks but that there was one. */
export const toAwsError = (error: unknown, protocol: ProtocolKind): AwsError => {
  if (error instanceof AwsError) return error;

  const fault =
    error instanceof WireFault
      ? error
      : new WireFault('defect', 'An internal error occurred; the log of the endpoint says more.', { cause: error });
  const [code, status] = CODES[protocol][fault.kind];
  return new AwsError(code, fault.message, status, { cause: fault });
};
