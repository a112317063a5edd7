import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Bucket, S3Endpoint } from './s3-endpoint.js';

/** The SDK's own signer; it is typed for requests of any kind. */
interface Presigner {
  presign(request: object, options: object): Promise<{ readonly query?: Readonly<Record<string, unknown>> }>;
}

/** The address of the object that anyone may use for so many seconds, as the SDK signs it. */
const presigned = async (client: S3Client, url: string, Key: string, expiresIn: number, at: Date): Promise<string> => {
  const { hostname, port } = new URL(url);
  const path = `/${Bucket}/${Key}`;
  const request = { method: 'GET', protocol: 'http:', hostname, port: Number(port), path, query: {}, headers: {} };
  const signer = (await client.config.signer()) as unknown as Presigner;
  const host = { ...request, headers: { host: `${hostname}:${port}` } };
  const { query = {} } = await signer.presign(host, { expiresIn, signingDate: at });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  return `${url}${path}?${search.toString()}`;
};

describe('Presigned addresses of S3', () => {
  let s3: S3Endpoint;
  beforeAll(async () => {
    s3 = await S3Endpoint.open();
    await s3.put('shared.csv', 'a,b');
  });
  afterAll(async () => {
    expect(s3.defects).toEqual([]);
    await s3[Symbol.asyncDispose]();
  });

  const address = (expiresIn = 60, Key = 'shared.csv') =>
    presigned(s3.client, s3.url, Key, expiresIn, new Date(s3.clock.now()));
  const get = async (url: string): Promise<[status: number, text: string]> => {
    const response = await fetch(url);
    return [response.status, await response.text()];
  };

  it('are read by anyone', async () => {
    expect(await get(await address())).toEqual([200, 'a,b']);
    const { ETag } = await s3.client.send(new GetObjectCommand({ Bucket, Key: 'shared.csv' }));
    expect((await fetch(await address())).headers.get('etag')).toBe(ETag);
  });

  it('choose the headers of the answer', async () => {
    const response = await fetch(`${await address()}&response-content-type=text%2Fcsv`);
    expect(response.headers.get('content-type')).toBe('text/csv');
  });

  it('are good until they expire, and then say so', async () => {
    const url = await address(60);
    s3.clock.advance(60_000);
    expect((await get(url))[0]).toBe(200);
    s3.clock.advance(1_000);
    const [status, text] = await get(url);
    expect([status, text]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
    expect(text).toContain('<Message>Request has expired</Message>');
    expect(text).toContain('<X-Amz-Expires>60</X-Amz-Expires>');
  });

  it('answer what is not there as any request', async () => {
    expect(await get(await address(60, 'none'))).toEqual([404, expect.stringContaining('<Code>NoSuchKey</Code>')]);
  });

  it.each([
    ['X-Amz-Expires', '604801', 'must be less than a week'],
    ['X-Amz-Expires', '-1', 'X-Amz-Expires should be a number'],
    ['X-Amz-Date', 'yesterday', 'X-Amz-Date must be in the ISO8601 Long Format'],
    ['X-Amz-Algorithm', 'ROT13', 'X-Amz-Algorithm only supports'],
    ['X-Amz-Signature', '', 'requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature'],
  ])('are refused with %s=%s', async (name, value, message) => {
    const url = new URL(await address());
    url.searchParams.set(name, value);
    const [status, text] = await get(url.href);
    expect([status, text]).toEqual([400, expect.stringContaining('<Code>AuthorizationQueryParametersError</Code>')]);
    expect(text).toContain(message);
  });
});
