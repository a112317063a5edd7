/** What S3 knows of an object beside its bytes; kept outside the object tree, one JSON file each. */
export interface ObjectMetadata {
  readonly key: string;
  /** MD5 of the bytes in hexadecimal, without the quotes that the wire adds. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly lastModifiedMs: number;
  readonly headers: ObjectHeaders;
  /** `x-amz-meta-…`, names in lower case. */
  readonly userMetadata: Readonly<Record<string, string>>;
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
