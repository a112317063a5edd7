/**
 * The operations of S3 that recovery needs, in the shapes of the SDK: `{ GetObject: (input) => client.send(new
 * GetObjectCommand(input)), … }`, or the local cloud's own operations.
 */
export interface ObjectStore {
  ListObjectsV2(input: {
    readonly Bucket: string;
    readonly Prefix?: string;
    readonly ContinuationToken?: string | undefined;
  }): Promise<{
    readonly Contents?: readonly { readonly Key?: string | undefined }[] | undefined;
    readonly NextContinuationToken?: string | undefined;
  }>;
  GetObject(input: { readonly Bucket: string; readonly Key: string }): Promise<{ readonly Body?: unknown }>;
  PutObject(input: {
    readonly Bucket: string;
    readonly Key: string;
    readonly Body: Uint8Array;
    readonly ContentEncoding?: string;
  }): Promise<unknown>;
  DeleteObject(input: { readonly Bucket: string; readonly Key: string }): Promise<unknown>;
}

/** Keys under a prefix, in order. */
export async function* keysUnder(
  store: Pick<ObjectStore, 'ListObjectsV2'>,
  Bucket: string,
  Prefix: string,
): AsyncGenerator<string> {
  let ContinuationToken: string | undefined;
  do {
    const page = await store.ListObjectsV2({ Bucket, Prefix, ContinuationToken });
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
}
