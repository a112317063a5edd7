import { join } from 'node:path';

/** One path segment that is nothing but a name: no separator, no `.` or `..`, no character that a file system minds. */
const segment = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9._#[\]$-]/g, (character) => `%${Buffer.from(character, 'utf8').toString('hex').toUpperCase()}`)
    .replace(/^\.+$/, (dots) => '%2E'.repeat(dots.length));

const segments = (name: string): string[] => name.split('/').filter(Boolean).map(segment);

/** The folder of a log group: `<root>/aws/lambda/name`. Whatever the name, it lies below the root. */
export const logGroupPath = (root: string, logGroupName: string): string => join(root, ...segments(logGroupName));

/** The file of a log stream. A slash in the stream's name becomes a tilde, so that a group is one flat folder. */
export const logStreamPath = (root: string, logGroupName: string, logStreamName: string): string =>
  join(logGroupPath(root, logGroupName), `${segments(logStreamName).join('~')}.log`);
