import { locatePipeline, type PipelineOptions } from './locate-pipeline.js';

const outputsOf = (stage: string, origin: string, region: string) =>
  JSON.stringify({
    [`sales-cdc-${stage}`]: {
      TableName: `sales-${stage}`,
      DeadLetterQueueUrl: `${origin}/000000000000/dead-letters`,
      AlertTopicArn: `arn:aws:sns:${region}:000000000000:alerts`,
    },
  });

const LOCAL = 'http://127.0.0.1:4566';
const FILES: Readonly<Record<string, string>> = {
  usual: outputsOf('dev', LOCAL, 'us-east-1'),
  onAws: outputsOf('prod', 'https://sqs.eu-west-1.amazonaws.com', 'eu-west-1'),
  broken: '{',
};

const systemError = (code: string) => Object.assign(new Error(`${code}: no such thing`), { code });

const locate = (options: Partial<PipelineOptions>, env: Readonly<Record<string, string>> = {}, usual = 'usual') => {
  const opened: string[] = [];
  const readText = (file: string): string => {
    opened.push(file);
    if (file === 'folder') throw systemError('EISDIR');
    const text = FILES[file];
    if (text === undefined) throw systemError('ENOENT');
    return text;
  };
  const located = locatePipeline({ stage: 'dev', ...options }, { env, usualOutputs: usual, readText });
  return { ...located, opened };
};

describe('locatePipeline', () => {
  it('goes where the last deployment was when nothing is said', () => {
    expect(locate({})).toMatchObject({
      connection: { place: LOCAL, isLocal: true, isAsDeployed: true },
      deployed: { tableName: 'sales-dev' },
    });
  });

  it('takes the file that is named instead of the usual one', () => {
    expect(locate({ stage: 'prod', outputs: 'onAws' })).toMatchObject({
      connection: { place: 'AWS', config: { region: 'eu-west-1' } },
      deployed: { tableName: 'sales-prod' },
      opened: ['onAws'],
    });
  });

  it('does without the usual file, and without the stage’s stack in it', () => {
    const env = { AWS_REGION: 'us-west-2' };
    for (const { connection, deployed } of [locate({}, env, 'missing'), locate({ stage: 'prod' }, env)]) {
      expect(connection).toMatchObject({ place: 'AWS', config: { region: 'us-west-2' } });
      expect(deployed).toBeUndefined();
    }
  });

  it('does not open the usual file for an endpoint that is given, so that nothing of it can matter', () => {
    const endpoint = 'http://127.0.0.1:1';
    for (const usual of ['usual', 'onAws', 'broken', 'folder'])
      for (const { connection, deployed, opened } of [
        locate({ endpoint }, {}, usual),
        locate({}, { AWS_ENDPOINT_URL: endpoint }, usual),
        locate({ service: 'DYNAMODB' }, { AWS_ENDPOINT_URL_DYNAMODB: endpoint }, usual),
      ]) {
        expect(connection).toMatchObject({ place: endpoint, isAsDeployed: false, config: { region: 'us-east-1' } });
        expect({ deployed, opened }).toEqual({ deployed: undefined, opened: [] });
      }
  });

  it('takes from a file that is named what is left open beside an endpoint', () => {
    const { connection, deployed } = locate({ stage: 'prod', endpoint: 'https://vpce.example.com', outputs: 'onAws' });
    expect(connection).toMatchObject({ place: 'https://vpce.example.com', config: { region: 'eu-west-1' } });
    expect(deployed?.tableName).toBe('sales-prod');
  });

  it.each([
    ['missing', /^There is no file missing: name with --outputs .*\.$/],
    ['folder', /^Cannot read folder, .*EISDIR/],
    ['broken', /^broken does not hold the outputs of stacks: /],
  ])('refuses the named file %s in one sentence', (outputs, sentence) => {
    expect(() => locate({ outputs })).toThrow(
      expect.objectContaining({ name: 'UserError', message: expect.stringMatching(sentence) as string }) as Error,
    );
  });

  it('refuses a usual file that is damaged, when it is asked', () => {
    expect(() => locate({}, {}, 'broken')).toThrow('broken does not hold the outputs of stacks');
  });
});
