import type { ObjectChecksum } from './object-checksum.js';

/** What S3 knows of an object beside its bytes; kept outside the object tree, one JSON file each. */
export interface ObjectMetadata {
  readonly key: string;
  /** Without the quotes that the wire adds: MD5 of the bytes in hexadecimal, or of the parts' MD5s, then `-` and their number. */
  readonly etag: string;
  /** MD5 of the bytes in hexadecimal, where the ETag is another. */
  readonly contentMd5?: string;
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
  readonly headers: ObjectHeaders;
  /** `x-amz-meta-…`, names in lower case. */
  readonly userMetadata: Readonly<Record<string, string>>;
  /** Differs: S3 computes CRC64NVME for an object that came without a checksum; here such an object has none. */
  readonly checksum?: ObjectChecksum;
  /** Absent when there are none. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Headers that come back as they were given. */
export interface ObjectHeaders {
  readonly ContentType?: string;
  readonly ContentEncoding?: string;
  readonly ContentLanguage?: string;
  readonly ContentDisposition?: string;
  readonly CacheControl?: string;
}

/** What lies in a metadata file. */
export interface StoredMetadata extends ObjectMetadata {
  /** While an object is being replaced: what described the bytes that may still be in place. */
  readonly replaces?: ObjectMetadata;
}
