import type { CrawlTarget } from './crawler-definition.js';
import type { CrawlerPorts } from './crawler-ports.js';

export interface FoundObject {
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
}

/** The objects of a target that are not excluded and not empty. */
export const findObjects = async (
  { bucket, prefix, isExcluded }: CrawlTarget,
  { s3 }: CrawlerPorts,
): Promise<readonly FoundObject[]> => {
  const found: FoundObject[] = [];
  let token: string | undefined;
  do {
    const page = await s3.ListObjectsV2({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
    for (const { Key = '', Size = 0 } of page.Contents ?? [])
      if (Size > 0 && !isExcluded(Key.slice(prefix.length))) found.push({ bucket, key: Key, sizeBytes: Size });
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return found;
};
