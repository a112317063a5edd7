import type { CrawledObject } from './crawled-object.js';

/** A folder of a bucket with what lies in it. */
export interface Folder {
  /** Last part of the path; empty for the bucket itself. */
  readonly name: string;
  /** Prefix of the keys in it: empty, or ending in a slash. */
  readonly path: string;
  readonly folders: readonly Folder[];
  readonly objects: readonly CrawledObject[];
}

/** Orders objects into folders, from the given one down. Every key must begin with its path. */
export const folderOf = (path: string, objects: readonly CrawledObject[]): Folder => {
  const direct: CrawledObject[] = [];
  const below = new Map<string, CrawledObject[]>();
  for (const object of objects) {
    const slash = object.key.indexOf('/', path.length);
    if (slash < 0) {
      direct.push(object);
      continue;
    }
    const folder = object.key.slice(0, slash + 1);
    const others = below.get(folder);
    if (others) others.push(object);
    else below.set(folder, [object]);
  }
  const name = path.split('/').at(-2) ?? '';
  return { name, path, folders: [...below].map(([folder, inside]) => folderOf(folder, inside)), objects: direct };
};

/** Level 1 is the bucket, level 2 the folders in it. */
export const levelOf = ({ path }: Pick<Folder, 'path'>): number => path.split('/').length;
