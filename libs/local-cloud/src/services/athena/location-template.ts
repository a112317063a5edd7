import type { Table } from '@aws-sdk/client-glue';
import { QueryFailed } from './engine/query-failed.js';
import { parseS3Location, type S3Location } from './s3-location.js';

/** Where the partitions of a table lie. */
export interface LocationTemplate {
  /** All partitions lie below it. */
  readonly root: S3Location;
  locationOf(values: readonly string[]): S3Location;
  /** The values of the partition in which an object lies; undefined for one that is in none. */
  valuesOf(key: string): readonly string[] | undefined;
}

/**
 * Reads `storage.location.template`; without it partitions lie in `column=value/` below the table.
 *
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html
 */
export const locationTemplate = (table: Table, columns: readonly string[]): LocationTemplate => {
  const location = (table.StorageDescriptor?.Location ?? '').replace(/\/$/, '');
  const hive = [location, ...columns.map((column) => `${column}=\${${column}}`)].join('/');
  const template = table.Parameters?.['storage.location.template'] ?? hive;
  const parts = template.split(/\$\{([^}]*)\}/); // texts and the names of columns take turns
  const names = parts.filter((_, index) => index % 2 === 1).map((name) => name.toLowerCase());
  const root = parseS3Location(parts[0]);
  if (!root || columns.some((column) => !names.includes(column)) || names.some((name) => !columns.includes(name)))
    throw new QueryFailed(
      `INVALID_TABLE_PROPERTY: storage.location.template must name each partition column once: ${template}`,
    );
  const prefix = `s3://${root.bucket}/`;
  const pattern = keyPattern(parts, columns, prefix);
  return {
    root: { bucket: root.bucket, prefix: (parts[0] ?? '').slice(prefix.length) },
    locationOf(values) {
      const filled = parts.map((part, index) => (index % 2 === 0 ? part : values[columns.indexOf(part.toLowerCase())]));
      return parseS3Location(filled.join('')) ?? root;
    },
    valuesOf: (key) => {
      const found = pattern.exec(key)?.groups;
      return found && columns.map((_, index) => found[`c${index}`] ?? '');
    },
  };
};

const keyPattern = (parts: readonly string[], columns: readonly string[], prefix: string): RegExp => {
  const seen = new Set<number>();
  const pieces = parts.map((part, index) => {
    if (index % 2 === 0) return escapePattern(index === 0 ? part.slice(prefix.length) : part);
    const column = columns.indexOf(part.toLowerCase());
    if (seen.has(column)) return `\\k<c${column}>`;
    seen.add(column);
    return `(?<c${column}>[^/]*?)`;
  });
  return new RegExp(`^${pieces.join('').replace(/\/$/, '')}/`);
};

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
