import { HEADER_MEMBERS, givenHeaders } from './object-headers.js';
import type { ObjectHeaders } from './object-metadata.js';

/** Members that GetObject and HeadObject honour alike. */
export const READ_MEMBERS: readonly string[] = [
  ...['Key', 'Range', 'IfMatch', 'IfNoneMatch', 'IfModifiedSince', 'IfUnmodifiedSince'],
  ...HEADER_MEMBERS.map((name) => `Response${name}`),
];

type ResponseMembers = { readonly [Name in (typeof HEADER_MEMBERS)[number] as `Response${Name}`]?: string | undefined };

/** Headers that the answer shall have instead of the object's own. */
export const responseHeaders = (input: ResponseMembers): ObjectHeaders =>
  givenHeaders(Object.fromEntries(HEADER_MEMBERS.map((name) => [name, input[`Response${name}`]])));
