/** An object as a listing tells it. */
export interface ListedObject {
  readonly Key?: string | undefined;
  readonly Size?: number | undefined;
  readonly ETag?: string | undefined;
  readonly LastModified?: Date | undefined;
}

/** The operations of S3 that compaction needs, in the shapes of the SDK. */
export interface LakeStore {
  ListObjectsV2(input: {
    readonly Bucket: string;
    readonly Prefix: string;
    readonly StartAfter?: string | undefined;
    readonly ContinuationToken?: string | undefined;
  }): Promise<{
    readonly Contents?: readonly ListedObject[] | undefined;
    readonly NextContinuationToken?: string | undefined;
  }>;
  GetObject(input: { readonly Bucket: string; readonly Key: string; readonly IfMatch?: string | undefined }): Promise<{
    readonly Body?: unknown;
  }>;
  PutObject(input: {
    readonly Bucket: string;
    readonly Key: string;
    readonly Body: Uint8Array;
    readonly ContentEncoding?: string;
  }): Promise<unknown>;
  DeleteObjects(input: {
    readonly Bucket: string;
    readonly Delete: { readonly Objects: { readonly Key: string }[]; readonly Quiet: true };
  }): Promise<{
    readonly Errors?:
      | readonly { readonly Key?: string | undefined; readonly Message?: string | undefined }[]
      | undefined;
  }>;
  DeleteObject(input: { readonly Bucket: string; readonly Key: string }): Promise<unknown>;
}
