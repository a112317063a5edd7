import { presignedUrlOf } from './presigned-url.js';
import type { WireHead } from './wire-message.js';
import { WireFault } from './wire-fault.js';

const REQUIRED_PARAMETERS = ['Credential', 'SignedHeaders', 'Signature'];

/** Value of a parameter in `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. */
const parameterOf = (authorization: string, name: string): string | undefined => {
  const at = authorization.indexOf(`${name}=`);
  if (at < 0) return undefined;
  const start = at + name.length + 1;
  const comma = authorization.indexOf(',', start);
  return authorization.slice(start, comma < 0 ? undefined : comma).trim();
};

/** `AKID/20260101/us-east-1/s3/aws4_request` → `s3`; the asymmetric SigV4a has no region between. */
const serviceIn = (credential: string): string | undefined => {
  const parts = credential.split('/');
  return parts.length >= 4 && parts.at(-1) === 'aws4_request' ? parts.at(-2) : undefined;
};

/** `AKID/20260101/us-east-1/s3/aws4_request`, of the header or of the presigned URL; undefined when there is none. */
const credentialOf = (head: WireHead): string | undefined => {
  const { authorization } = head.headers;
  return authorization === undefined ? presignedUrlOf(head)?.credential : parameterOf(authorization, 'Credential');
};

/** The service that a request is signed for; undefined when it says none. */
export const signingNameOf = (head: WireHead): string | undefined => {
  const credential = credentialOf(head);
  return credential === undefined ? undefined : serviceIn(credential);
};

/** The access key that a request names; empty when it names none. */
export const accessKeyIdOf = (head: WireHead): string => credentialOf(head)?.split('/', 1)[0] ?? '';

/**
 * Throws unless the request is signed in the form that AWS asks for. Differs: any well-formed credential is accepted and
 * the signature is not computed, because outside callers are the account's admin. A presigned URL is good until it expires.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
 */
export const requireSignature = (head: WireHead, nowMs: number): void => {
  const { authorization } = head.headers;
  const presigned = authorization === undefined ? presignedUrlOf(head) : undefined;
  if (authorization === undefined && !presigned) {
    throw new WireFault('unsigned', 'Request is missing Authentication Token');
  }
  if (authorization !== undefined) {
    const missing = REQUIRED_PARAMETERS.filter((name) => !parameterOf(authorization, name));
    if (missing.length > 0) {
      const complaints = missing.map((name) => `Authorization header requires '${name}' parameter.`);
      throw new WireFault('malformedSignature', complaints.join(' '));
    }
  }
  if (signingNameOf(head) === undefined) {
    throw new WireFault('malformedSignature', "Credential must have the form 'key/date/region/service/aws4_request'.");
  }
  presigned?.check(nowMs);
};
