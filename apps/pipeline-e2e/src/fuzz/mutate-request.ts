import { spoilBytes, spoilText } from './spoil-bytes.js';
import { spoilJson } from './spoil-json.js';
import type { RawRequest } from './raw-request.js';
import type { SeededRandom } from './seeded-random.js';

type Mutation = (request: RawRequest, random: SeededRandom) => RawRequest;

const METHODS = ['GET', 'PUT', 'POST', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS'];
const EXTRA_HEADERS = [
  'x-amz-checksum-crc32',
  'x-amz-checksum-sha256',
  'x-amz-content-sha256',
  'x-amz-decoded-content-length',
  'x-amz-copy-source',
  'x-amz-tagging',
  'x-amz-acl',
  'Content-MD5',
  'Content-Encoding',
  'Range',
  'If-Match',
  'If-Modified-Since',
  'X-Amz-Target',
  'x-amz-meta-ü',
];

// What could break the framing or end the connection is sent by itself: see broken-requests.ts.
const headerText = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what it takes away
  text.replace(/[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/g, '?');

// A space or a line break would end the request line's target early.
const targetText = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what it takes away
  text.replace(/[\u0000-\u0020\u007f]|[^\u0000-\u00ff]/g, '%20').slice(0, 8000);

const spoilTarget: Mutation = (request, random) => {
  const [path = '', search] = request.target.split('?', 2);
  const spoiled =
    search !== undefined && random.next() < 0.5
      ? `${path}?${spoilText(search, random)}`
      : `${spoilText(path, random)}${search === undefined ? '' : `?${search}`}`;
  const target = targetText(spoiled);
  return { ...request, target: target.startsWith('/') ? target : `/${target}` };
};

const spoilHeader: Mutation = (request, random) => {
  if (request.headers.length === 0) return request;
  const chosen = random.below(request.headers.length);
  return {
    ...request,
    headers: request.headers.map(([name, value], index) =>
      index === chosen ? [name, headerText(spoilText(value, random)).slice(0, 4000)] : [name, value],
    ),
  };
};

const dropHeader: Mutation = (request, random) => {
  const dropped = random.below(request.headers.length + 1);
  return { ...request, headers: request.headers.filter((_, index) => index !== dropped) };
};

const addHeader: Mutation = (request, random) => {
  const value = headerText(spoilText(random.pick(['5', 'AAAAAA==', 'bytes=0-1', '*', 'aws-chunked', '']), random));
  return { ...request, headers: [...request.headers, [headerName(random.pick(EXTRA_HEADERS)), value.slice(0, 4000)]] };
};

const headerName = (name: string): string => name.replace(/[^!-~]/g, 'u');

const spoilBody: Mutation = (request, random) => ({ ...request, body: spoilBytes(request.body, random) });

const spoilJsonBody: Mutation = (request, random) => {
  if (request.body[0] !== 0x7b) return spoilBody(request, random);
  try {
    return { ...request, body: Buffer.from(spoilJson(request.body.toString(), random)) };
  } catch {
    return spoilBody(request, random); // spoilt before, and no JSON any more
  }
};

const otherMethod: Mutation = (request, random) => ({ ...request, method: random.pick(METHODS) });

const MUTATIONS: readonly Mutation[] = [
  spoilTarget,
  spoilHeader,
  dropHeader,
  addHeader,
  spoilBody,
  spoilJsonBody,
  spoilJsonBody,
  spoilJsonBody,
  otherMethod,
];

/** The request spoilt in one to three places; its framing stays sound. */
export const mutateRequest = (request: RawRequest, random: SeededRandom): RawRequest => {
  let mutated = request;
  for (let count = 1 + random.below(3); count > 0; count -= 1) mutated = random.pick(MUTATIONS)(mutated, random);
  return mutated;
};
