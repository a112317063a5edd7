import { connectionOf } from './connection.js';

const LOCAL = 'http://127.0.0.1:4566';

describe('connectionOf', () => {
  it.each([LOCAL, 'http://localhost:4566', 'http://[::1]:4566'])(
    'needs neither region nor credentials for %s',
    (endpoint) => {
      expect(connectionOf({ endpoint }, {})).toEqual({
        endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
    },
  );

  it('takes --endpoint before the environment, and DynamoDB’s own variable before the general one', () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2' };
    expect(connectionOf({ endpoint: LOCAL }, env).endpoint).toBe(LOCAL);
    expect(connectionOf({}, env).endpoint).toBe('http://127.0.0.1:2');
    expect(connectionOf({}, { AWS_ENDPOINT_URL: LOCAL }).endpoint).toBe(LOCAL);
  });

  it('leaves the credentials of the environment alone', () => {
    const env = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' };
    expect(connectionOf({ endpoint: LOCAL }, env)).toEqual({ endpoint: LOCAL, region: 'eu-west-1' });
  });

  it('never sends made-up credentials to another machine', () => {
    expect(connectionOf({ endpoint: 'https://127.0.0.1.example.com', region: 'eu-west-1' }, {})).not.toHaveProperty(
      'credentials',
    );
  });

  it('leaves AWS itself to the SDK, and asks for a region when nothing can name it', () => {
    expect(connectionOf({ region: 'eu-west-1' }, {})).toEqual({ region: 'eu-west-1' });
    expect(connectionOf({}, { AWS_PROFILE: 'me' })).toEqual({});
    expect(() => connectionOf({}, {})).toThrow('No region is set');
  });

  it.each(['4566', '127.0.0.1:4566', 'ftp://localhost'])('refuses the endpoint %j', (endpoint) => {
    expect(() => connectionOf({ endpoint }, {})).toThrow('is no URL');
  });
});
