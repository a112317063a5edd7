import { createHash } from 'node:crypto';

const LONGEST_NAME = 128;

/** Lower case, digits and underscores, after the crawler's prefix. https://docs.aws.amazon.com/glue/latest/dg/crawler-table-names.html */
export const crawledTableName = (prefix: string, rootName: string): string =>
  `${prefix}${rootName}`
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, LONGEST_NAME);

/** The name of a table whose own name is another's: it tells the locations apart. */
export const nameWithSuffix = (name: string, location: string): string => {
  const suffix = `_${createHash('md5').update(location).digest('hex')}`;
  return `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
};
