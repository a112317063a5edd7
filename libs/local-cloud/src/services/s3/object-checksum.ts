import { AwsError, CHECKSUM_ALGORITHMS, CHECKSUM_BYTES, type ChecksumAlgorithm } from '@sales-cdc/aws-wire';
import { invalidRequest, notImplemented } from './errors.js';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of a composite one followed by `-` and the number of parts. */
  readonly value: string;
  /** Composite: the checksum of the parts' checksums. */
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** What a sender says of the bytes; they are refused when they are others. */
export interface Claims {
  /** Base64. */
  readonly contentMd5?: string | undefined;
  /** Without a value it is only computed. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value?: string } | undefined;
}

/** Members of a request that carry checksums. Differs: XXHASH64, XXHASH3 and XXHASH128 are refused by name. */
export const CHECKSUM_MEMBERS: readonly string[] = CHECKSUM_ALGORITHMS.map((algorithm) => `Checksum${algorithm}`);

type ChecksumInput = { readonly [Algorithm in ChecksumAlgorithm as `Checksum${Algorithm}`]?: string | undefined };

export const isKnownAlgorithm = (algorithm: string): algorithm is ChecksumAlgorithm =>
  (CHECKSUM_ALGORITHMS as readonly string[]).includes(algorithm);

/** The checksum algorithm that a request names, if this cloud computes it. */
export const namedAlgorithm = (name: string | undefined): ChecksumAlgorithm | undefined => {
  if (name === undefined || isKnownAlgorithm(name)) return name;
  throw notImplemented(`the checksum algorithm ${name}`);
};

/** The one checksum that the request carries. */
export const givenChecksum = (input: ChecksumInput): { algorithm: ChecksumAlgorithm; value: string } | undefined => {
  const [given, another] = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const value = input[`Checksum${algorithm}`];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (another)
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  return given;
};

/** What the request says of its body. */
export const claimsOf = (
  input: ChecksumInput & {
    readonly ContentMD5?: string | undefined;
    readonly ChecksumAlgorithm?: string | undefined;
  },
): Claims => {
  const named = namedAlgorithm(input.ChecksumAlgorithm);
  const checksum = givenChecksum(input);
  if (checksum && Buffer.from(checksum.value, 'base64').length !== CHECKSUM_BYTES[checksum.algorithm])
    throw invalidRequest(`Value for x-amz-checksum-${checksum.algorithm.toLowerCase()} header is invalid.`);
  if (named !== undefined && named !== checksum?.algorithm)
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  return { contentMd5: input.ContentMD5, checksum };
};

/** The checksum as members of an answer. */
export const describeChecksum = (checksum: ObjectChecksum | undefined): Readonly<Record<string, string>> =>
  checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type } : {};

export const badDigest = (what: string): AwsError =>
  new AwsError('BadDigest', `The ${what} you specified did not match the calculated checksum.`, 400);
