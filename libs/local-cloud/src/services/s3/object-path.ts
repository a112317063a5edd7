import { join } from 'node:path';

/** Most file systems take names of 255 bytes; some room is left for suffixes. */
const LONGEST_NAME = 200;

/**
 * Where an object lies below a bucket's folder: the key's own segments, so that a person finds it, with every byte
 * outside `A-Za-z0-9_.=+@-` percent-encoded. `.` and `..` are encoded too, an empty segment is a lone `%`, and a
 * segment too long for a file name goes on in a folder whose name ends in `%+`.
 *
 * Laws: two keys never share a path, and no path leaves the folder.
 */
export const objectPath = (folder: string, key: string): string =>
  join(folder, ...key.split('/').flatMap(encodeSegment));

const encodeSegment = (segment: string): readonly string[] => {
  if (segment === '') return ['%'];
  if (segment === '.' || segment === '..') return [segment.replaceAll('.', '%2E')];
  const encoded = Array.from(Buffer.from(segment, 'utf8'), encodeByte).join('');
  return encoded.length <= LONGEST_NAME ? [encoded] : splitName(encoded);
};

const encodeByte = (byte: number): string => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9_.=+@-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
};

const splitName = (encoded: string): readonly string[] => {
  const parts: string[] = [];
  for (let start = 0; start < encoded.length; start += LONGEST_NAME)
    parts.push(encoded.slice(start, start + LONGEST_NAME));
  return parts.map((part, index) => (index < parts.length - 1 ? `${part}%+` : part));
};

/** Where the metadata of the key lies: a name that no key's own path can have. */
export const metadataPath = (folder: string, key: string): string => `${objectPath(folder, key)}%.json`;
