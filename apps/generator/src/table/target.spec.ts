import { parseArguments } from '../command/parse-arguments.js';
import { targetOf } from './target.js';

const OUTPUTS = JSON.stringify({
  'sales-cdc-dev': {
    TableName: 'sales-deployed',
    DeadLetterQueueUrl: 'http://127.0.0.1:4566/000000000000/dead-letters',
    AlertTopicArn: 'arn:aws:sns:us-east-1:000000000000:alerts',
  },
});

/** Where `generator serve` writes, with those words, after a deployment to a local cloud. */
const target = (words: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const command = parseArguments(['serve', ...words]);
  if (command.kind !== 'serve') throw new Error('not a run');
  const { table, connection } = targetOf(command.where, { env, usualOutputs: 'usual', readText: () => OUTPUTS });
  return { table, ...connection.config };
};

describe('targetOf', () => {
  it('writes to the table that was deployed, where it was deployed, when nothing is said', () => {
    expect(target([])).toEqual({
      table: 'sales-deployed',
      endpoint: 'http://127.0.0.1:4566',
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  });

  it('takes --table first, and the table of the stage when that was not deployed', () => {
    expect(target(['--table', 'mine']).table).toBe('mine');
    expect(target(['--stage', 'prod', '--region', 'eu-west-1'])).toEqual({ table: 'sales-prod', region: 'eu-west-1' });
  });

  it('takes options and environment before what was deployed', () => {
    const [one, other] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];
    expect(target(['--endpoint', one], { AWS_ENDPOINT_URL: other }).endpoint).toBe(one);
    expect(target([], { AWS_ENDPOINT_URL: one, AWS_ENDPOINT_URL_DYNAMODB: other }).endpoint).toBe(other);
    expect(target([], { AWS_REGION: 'eu-west-1' })).toMatchObject({
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:4566',
    });
  });
});
