import { join } from 'node:path';

/** Most file systems take names of 255 bytes; some room is left for suffixes. */
const LONGEST_NAME = 200;

/**
 * Where an object lies below a bucket's folder: the key's own segments, so that a person finds it, with every byte
 * outside `A-Za-z0-9_.=+@-` percent-encoded. `.` and `..` are encoded too, and a segment too long for a file name goes
 * on in a folder whose name ends in `%+`.
 *
 * S3 has no folders, so `a` and `a/b` may both be objects. A file's name therefore has a dot and a folder's name has
 * none; where a key has it otherwise, the name gets a lone `%` at its end, as has an empty name.
 *
 * Laws: two keys never share a path, no key's path is a folder of another's, and no path leaves the folder.
 */
export const objectPath = (folder: string, key: string): string => {
  const segments = key.split('/');
  return join(folder, ...segments.flatMap((segment, index) => encodeSegment(segment, index === segments.length - 1)));
};

const encodeSegment = (segment: string, isLast: boolean): readonly string[] => {
  const encoded =
    segment === '.' || segment === '..'
      ? segment.replaceAll('.', '%2E')
      : Array.from(Buffer.from(segment, 'utf8'), encodeByte).join('');
  const parts = splitName(encoded);
  const last = parts.pop() ?? '';
  return [...parts.map((part) => `${part}%+`), isLast ? fileName(last) : folderName(last)];
};

const fileName = (encoded: string): string => (encoded.includes('.') ? encoded : `${encoded}%`);

const folderName = (encoded: string): string => {
  if (encoded === '') return '%%';
  return encoded.includes('.') ? `${encoded}%` : encoded;
};

const encodeByte = (byte: number): string => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9_.=+@-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
};

const splitName = (encoded: string): string[] => {
  const parts: string[] = [];
  for (let start = 0; start < encoded.length; start += LONGEST_NAME)
    parts.push(encoded.slice(start, start + LONGEST_NAME));
  return parts;
};

/** Where the metadata of the key lies: a name that no key's own path can have. */
export const metadataPath = (folder: string, key: string): string => `${objectPath(folder, key)}%.json`;
