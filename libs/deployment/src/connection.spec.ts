import fc from 'fast-check';
import { connectionOf } from './connection.js';
import type { Deployment } from './deployment.js';

const LOCAL = 'http://127.0.0.1:4566';
const onAws: Deployment = { tableName: 'sales-dev', endpoint: undefined, region: 'eu-west-1' };
const locally: Deployment = { tableName: 'sales-dev', endpoint: LOCAL, region: 'us-east-1' };

const anyEndpoint = fc.option(
  fc.constantFrom('http://127.0.0.1:1', 'http://localhost:2', 'https://aws.example.com', LOCAL),
  { nil: undefined },
);
const anyRegion = fc.option(fc.constantFrom('eu-west-1', 'us-west-2', 'ap-northeast-1'), { nil: undefined });
const anySaying = fc.record({ endpoint: anyEndpoint, region: anyRegion });

describe('connectionOf', () => {
  it('takes endpoint and region as given, else as in the environment, else as deployed', () =>
    fc.assert(
      fc.property(anySaying, anySaying, anySaying, (given, inEnvironment, deployed) => {
        const env = { AWS_ENDPOINT_URL: inEnvironment.endpoint, AWS_REGION: inEnvironment.region, AWS_PROFILE: 'me' };
        const { config, place, isLocal, isAsDeployed } = connectionOf(given, env, { tableName: 'sales', ...deployed });
        const endpoint = given.endpoint ?? inEnvironment.endpoint ?? deployed.endpoint;
        const region = given.region ?? inEnvironment.region ?? deployed.region;
        expect(config.endpoint).toBe(endpoint);
        expect(config.region).toBe(region ?? (isLocal ? 'us-east-1' : undefined));
        expect(place).toBe(endpoint ?? 'AWS');
        expect(isAsDeployed).toBe(
          deployed.endpoint !== undefined && given.endpoint === undefined && inEnvironment.endpoint === undefined,
        );
      }),
    ));

  it('needs nothing but what was deployed', () => {
    expect(connectionOf({}, {}, onAws).config).toEqual({ region: 'eu-west-1' });
    expect(connectionOf({}, {}, locally)).toEqual({
      place: LOCAL,
      isLocal: true,
      isAsDeployed: true,
      config: {
        endpoint: LOCAL,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
    });
  });

  it.each([LOCAL, 'http://localhost:4566', 'http://sqs.localhost:4566', 'http://[::1]:4566'])(
    'needs neither region nor credentials for %s',
    (endpoint) => {
      expect(connectionOf({ endpoint }, {}).config).toEqual({
        endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
    },
  );

  it('takes the service’s own variable before the general one, when there is one service', () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2' };
    expect(connectionOf({ endpoint: LOCAL, service: 'DYNAMODB' }, env).place).toBe(LOCAL);
    expect(connectionOf({ service: 'DYNAMODB' }, env).place).toBe('http://127.0.0.1:2');
    expect(connectionOf({}, env).place).toBe('http://127.0.0.1:1');
  });

  it('takes an empty variable for one that is not set', () => {
    const env = { AWS_ENDPOINT_URL: '', AWS_REGION: '', AWS_DEFAULT_REGION: 'us-west-2', AWS_PROFILE: '' };
    expect(connectionOf({}, env, locally).config).toMatchObject({ endpoint: LOCAL, region: 'us-west-2' });
    expect(() => connectionOf({}, { ...env, AWS_DEFAULT_REGION: '' })).toThrow('No region is set');
  });

  it('leaves the credentials of the environment alone', () => {
    const env = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' };
    expect(connectionOf({ endpoint: LOCAL }, env).config).toEqual({ endpoint: LOCAL, region: 'eu-west-1' });
  });

  it.each(['https://127.0.0.1.example.com', 'http://localhost.example.com', 'http://10.0.0.1:4566'])(
    'never sends made-up credentials to another machine, such as %s',
    (endpoint) => {
      expect(connectionOf({ endpoint, region: 'eu-west-1' }, {}).config).not.toHaveProperty('credentials');
    },
  );

  it('leaves AWS itself to the SDK, and asks for a region when nothing can name it', () => {
    expect(connectionOf({ region: 'eu-west-1' }, {})).toEqual({
      place: 'AWS',
      isLocal: false,
      isAsDeployed: false,
      config: { region: 'eu-west-1' },
    });
    expect(connectionOf({}, { AWS_PROFILE: 'me' }).config).toEqual({});
    expect(() => connectionOf({}, {})).toThrow('No region is set');
  });

  it.each(['4566', '127.0.0.1:4566', 'ftp://localhost', ''])('refuses the endpoint %j', (endpoint) => {
    expect(() => connectionOf({ endpoint }, {})).toThrow('is no URL');
  });
});
