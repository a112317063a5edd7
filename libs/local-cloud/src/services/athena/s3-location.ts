export interface S3Location {
  readonly bucket: string;
  /** Ends in a slash, unless it is empty. */
  readonly prefix: string;
}

/** Reads `s3://bucket/prefix`; undefined when the text is no such location. */
export const parseS3Location = (location: string | undefined): S3Location | undefined => {
  const [, bucket, path = ''] = /^s3[an]?:\/\/([^/]+)(?:\/(.*))?$/s.exec(location ?? '') ?? [];
  if (bucket === undefined) return undefined;
  return { bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` };
};
