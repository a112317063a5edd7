/**
 * The name of an object that compaction writes: `zz-compacted-001-<digest of its rows>.gz`. It sorts after every object that
 * it takes the place of, since a listing goes in the order of the keys: a query whose listing has passed the old ones
 * before they went still comes by the new one. The number counts how often the rows were compacted, for the same reason.
 */
export const compactedName = (level: number, digest: string): string =>
  `${FIRST_LETTERS}${String(level).padStart(LEVEL_DIGITS, '0')}-${digest}.gz`;

const FIRST_LETTERS = 'zz-compacted-';
const LEVEL_DIGITS = 3;
const COMPACTED = new RegExp(`^${FIRST_LETTERS}(\\d{${LEVEL_DIGITS}})-[0-9a-f]{32}\\.gz$`);

/** How often the rows of the object were compacted; 0 for an object that something else wrote. */
export const levelOf = (key: string): number => Number(COMPACTED.exec(key.slice(key.lastIndexOf('/') + 1))?.[1] ?? 0);

/** Other keys S3 and JavaScript do not order alike. */
const PLAIN = /^[ -~]+$/;

/** Whether what compaction writes into the folder sorts after the object. */
export const sortsBefore = (folder: string, key: string): boolean => {
  if (levelOf(key) > 0) return levelOf(key) < 10 ** LEVEL_DIGITS - 1;
  return PLAIN.test(key) && key < `${folder}${FIRST_LETTERS}`;
};
