import type { AthenaPorts } from '../ports.js';
import type { QueryRecord } from '../query-execution.js';

/**
 * Writes the list of the objects that the statement wrote, one a line, beside the results.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
 */
export const writeManifest = async (
  query: QueryRecord,
  uris: readonly string[],
  { s3 }: AthenaPorts,
): Promise<void> => {
  const location = query.outputLocation.replace(/[^/]*$/, `${query.id}-manifest.csv`);
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(location) ?? [];
  await s3.api.PutObject({ Bucket, Key, Body: Buffer.from(uris.map((uri) => `${uri}\n`).join('')) });
  query.manifestLocation = location;
};
