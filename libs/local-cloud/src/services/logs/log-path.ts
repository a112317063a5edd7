import { join } from 'node:path';

const percentEncode = (character: string): string =>
  [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** One path segment that is nothing but a name: no separator, no `.` or `..`, no character that a file system minds. */
const segment = (name: string): string =>
  name.replace(/[^A-Za-z0-9._#[\]$-]/gu, percentEncode).replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length));

const STREAM_FILE = '.log';

/** The folder of a log group: `<root>/aws/lambda/name`. Whatever the name, it lies below the root. */
export const logGroupPath = (root: string, logGroupName: string): string =>
  join(root, ...logGroupName.split('/').filter(Boolean).map(segment));

/** The name of a stream's file. A slash in the stream's name becomes a tilde, so that a group is one flat folder. */
export const logStreamFile = (logStreamName: string): string =>
  `${logStreamName.split('/').map(segment).join('~')}${STREAM_FILE}`;

/** The stream whose file has that name; undefined for every other file. */
export const logStreamNameOf = (fileName: string): string | undefined =>
  fileName.endsWith(STREAM_FILE)
    ? decodeURIComponent(fileName.slice(0, -STREAM_FILE.length).replaceAll('~', '/'))
    : undefined;

export const logStreamPath = (root: string, logGroupName: string, logStreamName: string): string =>
  join(logGroupPath(root, logGroupName), logStreamFile(logStreamName));
