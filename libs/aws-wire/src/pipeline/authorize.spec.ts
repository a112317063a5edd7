import * as fc from 'fast-check';
import { AwsError } from '../aws-error.js';
import { serviceOf, startEndpoint, type TestEndpoint } from '../testing/test-endpoint.js';
import type { WireCall, WireCaller } from '../wire-service.js';

const KNOWN = 'ASIA0000000000000001';

describe('The access key of a request', () => {
  let endpoint: TestEndpoint;
  const asked: WireCall[] = [];
  const answered: { readonly input: unknown; readonly caller: WireCaller }[] = [];

  beforeAll(async () => {
    const operation = async (input: unknown, caller: WireCaller): Promise<object> => {
      answered.push({ input, caller });
      return { done: true };
    };
    const json = [{ kind: 'json', version: '1.1', targetPrefix: 'Kinesis_20131202' }] as const;
    endpoint = await startEndpoint([serviceOf('kinesis', json, { PutRecord: operation })], {
      authorize: (call) => {
        asked.push(call);
        if (call.accessKeyId === KNOWN) throw new AwsError('AccessDeniedException', 'User is not authorized', 400);
      },
    });
  });
  beforeEach(() => {
    asked.length = 0;
    answered.length = 0;
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  const put = (accessKeyId: string, input: object = {}): Promise<Response> =>
    fetch(endpoint.url, {
      method: 'POST',
      body: JSON.stringify(input),
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=00`,
        'x-amz-target': 'Kinesis_20131202.PutRecord',
      },
    });

  it('reaches whoever authorizes, with the call, and the operation', async () => {
    expect(await (await put('AKID', { StreamName: 's' })).json()).toEqual({ done: true });
    const call = { accessKeyId: 'AKID', service: 'kinesis', operation: 'PutRecord', input: { StreamName: 's' } };
    expect(asked).toEqual([call]);
    expect(answered).toEqual([{ input: { StreamName: 's' }, caller: { accessKeyId: 'AKID' } }]);
  });

  it('that may not make the call gets the error in its protocol, and the operation is not asked', async () => {
    const denied = await put(KNOWN);
    expect(denied.status).toBe(400);
    expect(await denied.json()).toEqual({ __type: 'AccessDeniedException', message: 'User is not authorized' });
    expect(answered).toEqual([]);
    expect(endpoint.defects).toEqual([]);
  });

  it('of any other caller changes nothing', () =>
    fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/), async (accessKeyId) => {
        fc.pre(accessKeyId !== KNOWN);
        const answer = await put(accessKeyId);
        expect([answer.status, await answer.json()]).toEqual([200, { done: true }]);
        expect(answered.at(-1)?.caller).toEqual({ accessKeyId });
      }),
    ));

  it('is not looked for in what is no call of the service', async () => {
    const headers = { 'x-amz-target': 'Kinesis_20131202.PutRecord' };
    expect((await fetch(endpoint.url, { method: 'POST', body: '{}', headers })).status).toBe(400);
    expect(asked).toEqual([]);
  });
});
