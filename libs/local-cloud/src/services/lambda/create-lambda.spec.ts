import { join } from 'node:path';
import { LambdaFixture } from './testing/lambda-fixture.js';

// Time in these specs is manual or the worker's; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const RUNTIME = join(__dirname, '../../../runtime/lambda-runtime.mjs');
let fixture: LambdaFixture;

beforeEach(async () => {
  fixture = await LambdaFixture.create(RUNTIME);
});
afterEach(() => fixture[Symbol.asyncDispose]());

describe('a handler', () => {
  it.each([
    ['an async function in CommonJS', { 'index.js': 'exports.handler = async (event) => ({ got: event.n });' }],
    ['an ES module', { 'index.mjs': 'export const handler = async (event) => ({ got: event.n });' }],
    ['a .cjs file', { 'index.cjs': 'module.exports = { handler: (event) => Promise.resolve({ got: event.n }) };' }],
    [
      'a .js file of a package of ES modules',
      {
        'package.json': '{"type":"module"}',
        'index.js': 'export const handler = async (event) => ({ got: event.n });',
      },
    ],
    [
      'a function with a callback',
      {
        'index.js':
          'exports.handler = (event, context, callback) => { setImmediate(() => callback(null, { got: event.n })); };',
      },
    ],
  ])('may be %s', async (_, files) => {
    await fixture.deploy('fn', files);
    expect(await fixture.call('fn', { n: 1 })).toEqual({ answer: { got: 1 }, error: undefined });
  });

  it('is replaced together with its way in to the cloud', async () => {
    const code = (version: number) => ({ 'index.js': `exports.handler = async () => ${String(version)};` });
    await fixture.deploy('fn', code(1));
    expect([(await fixture.call('fn')).answer, fixture.ended]).toEqual([1, []]);
    await fixture.deploy('fn', code(2));
    expect([(await fixture.call('fn')).answer, fixture.ended]).toEqual([2, ['fn']]);
  });

  it('answers null when it neither returns a promise nor calls back', async () => {
    await fixture.deploy('fn', { 'index.js': 'exports.handler = () => 5;' });
    expect(await fixture.call('fn')).toEqual({ answer: null, error: undefined });
  });

  it('may lie in a folder and be a member of a member', async () => {
    await fixture.deploy(
      'fn',
      { 'src/main.js': 'exports.handlers = { first: async () => "deep" };' },
      { Handler: 'src/main.handlers.first' },
    );
    expect(await fixture.call('fn')).toMatchObject({ answer: 'deep' });
  });

  it('gets the context that Lambda gives', async () => {
    const code = `exports.handler = async (event, { getRemainingTimeInMillis, ...rest }) => ({
      ...rest, hasTime: getRemainingTimeInMillis() > 29000 && getRemainingTimeInMillis() <= 30000 });`;
    await fixture.deploy('fn', { 'index.js': code }, { Timeout: 30, MemorySize: 256 });
    const { answer } = await fixture.call('fn');
    expect(answer).toEqual({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'fn',
      functionVersion: '$LATEST',
      hasTime: true,
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:fn',
      logGroupName: '/aws/lambda/fn',
      logStreamName: expect.stringMatching(/^2026\/11\/23\/\[\$LATEST\][0-9a-f]{32}$/) as string,
      memoryLimitInMB: '256',
    });
  });

  it("sees the template's variables and Lambda's own, and none of the host's", async () => {
    await fixture.deploy(
      'fn',
      { 'index.js': 'exports.handler = async () => process.env;' },
      { Environment: { Variables: { STAGE: 'dev', COUNT: 3 } } },
    );
    const { answer } = await fixture.call('fn');
    expect(answer).toMatchObject({
      STAGE: 'dev',
      COUNT: '3',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'fn',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      _HANDLER: 'index.handler',
    });
    expect(
      Object.keys(answer as object).filter((name) => !/^(AWS_|_HANDLER$|LAMBDA_TASK_ROOT$|STAGE$|COUNT$)/.test(name)),
    ).toEqual([]);
  });

  it('keeps its state from call to call in a warm environment', async () => {
    await fixture.deploy('fn', { 'index.js': 'let calls = 0; exports.handler = async () => (calls += 1);' });
    expect([await fixture.call('fn'), await fixture.call('fn')]).toMatchObject([{ answer: 1 }, { answer: 2 }]);
  });

  it('starts from new code when it is deployed again', async () => {
    await fixture.deploy('fn', { 'index.js': 'exports.handler = async () => "old";' });
    await fixture.call('fn');
    await fixture.deploy('fn', { 'index.js': 'exports.handler = async () => "new";' });
    expect(await fixture.call('fn')).toMatchObject({ answer: 'new' });
  });
});

describe('a function that fails', () => {
  it.each([
    [
      'throws',
      'exports.handler = async () => { throw new TypeError("bad sale"); };',
      { errorType: 'TypeError', errorMessage: 'bad sale' },
    ],
    [
      'throws before it returns a promise',
      'exports.handler = () => { throw new RangeError("no"); };',
      { errorType: 'RangeError', errorMessage: 'no' },
    ],
    [
      'calls back with an error',
      'exports.handler = (event, context, callback) => callback(new Error("back"));',
      { errorType: 'Error', errorMessage: 'back' },
    ],
    [
      'throws while it loads',
      'throw new SyntaxError("at load");',
      { errorType: 'SyntaxError', errorMessage: 'at load' },
    ],
    [
      'has no such handler',
      'exports.other = 1;',
      { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
    ],
    [
      'exits',
      'exports.handler = async () => process.exit(7);',
      {
        errorType: 'Runtime.ExitError',
        errorMessage: expect.stringMatching(
          /^RequestId: \S+ Error: Runtime exited with error: exit status 7$/,
        ) as string,
      },
    ],
    [
      'leaves a promise unhandled',
      'exports.handler = () => new Promise(() => { Promise.reject(new Error("lost")); });',
      { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'lost' },
    ],
    [
      'takes more memory than it has',
      'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); };',
      { errorType: 'Runtime.OutOfMemory', errorMessage: expect.stringContaining('signal: killed') as string },
    ],
  ])('answers Unhandled when it %s, and is started anew for the next call', async (_, code, error) => {
    await fixture.deploy('fn', { 'index.js': code });
    expect(await fixture.call('fn')).toEqual({ answer: expect.objectContaining(error) as unknown, error: 'Unhandled' });
    expect(await fixture.call('fn')).toEqual({ answer: expect.objectContaining(error) as unknown, error: 'Unhandled' });
  });

  it('is stopped when its time is up', async () => {
    await fixture.deploy('fn', { 'index.js': 'exports.handler = () => { for (;;); };' }, { Timeout: 7 });
    fixture.clock.impatientForMs.add(7000);
    expect(await fixture.call('fn')).toEqual({
      answer: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 7\.00 seconds$/) as string,
      },
      error: 'Unhandled',
    });
  });

  it('fails when its answer is larger than 6 MB', async () => {
    await fixture.deploy('fn', { 'index.js': 'exports.handler = async () => "x".repeat(6291556);' });
    expect(await fixture.call('fn')).toEqual({
      answer: {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
      error: 'Unhandled',
    });
  });
});

describe('Invoke', () => {
  const echo = { 'index.js': 'exports.handler = async (event) => event;' };

  it.each([
    'fn',
    'fn:$LATEST',
    'function:fn',
    '000000000000:function:fn',
    'arn:aws:lambda:eu-west-1:000000000000:function:fn',
    'arn:aws:lambda:eu-west-1:000000000000:function:fn:$LATEST',
  ])('finds a function named %s', async (name) => {
    await fixture.deploy('fn', echo);
    expect(await fixture.call(name, 'hello')).toMatchObject({ answer: 'hello' });
  });

  it.each([
    [
      { FunctionName: 'other' },
      'ResourceNotFoundException',
      'Function not found: arn:aws:lambda:eu-west-1:000000000000:function:other',
      404,
    ],
    [
      { FunctionName: 'fn', Qualifier: '3' },
      'ResourceNotFoundException',
      'Function not found: arn:aws:lambda:eu-west-1:000000000000:function:fn:3',
      404,
    ],
    [
      { FunctionName: 'fn', Payload: Buffer.from('{') },
      'InvalidRequestContentException',
      'Could not parse request body into json',
      400,
    ],
    [
      { FunctionName: 'fn', Payload: Buffer.alloc(6 * 1024 * 1024 + 1, ' ') },
      'RequestTooLargeException',
      'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
      413,
    ],
  ])('refuses %# with %s', async (input, code, message, status) => {
    await fixture.deploy('fn', echo);
    await expect(fixture.lambda.api.Invoke(input)).rejects.toMatchObject({
      code,
      status,
      message: expect.stringContaining(message) as string,
    });
  });

  it('only looks at the function in a dry run', async () => {
    await fixture.deploy('fn', echo);
    expect(await fixture.lambda.api.Invoke({ FunctionName: 'fn', InvocationType: 'DryRun' })).toEqual({
      StatusCode: 204,
    });
    expect(fixture.logged).toEqual([]);
  });

  it('tries an event three times before it gives up, and tells so', async () => {
    await fixture.deploy('fn', { 'index.js': 'exports.handler = async () => { throw new Error("no"); };' });
    fixture.clock.impatientForMs.add(60_000).add(120_000);
    expect(await fixture.lambda.api.Invoke({ FunctionName: 'fn', InvocationType: 'Event' })).toEqual({
      StatusCode: 202,
    });
    while (fixture.problems.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(fixture.printed().filter((line) => line.startsWith('START'))).toHaveLength(3);
  });

  it('is throttled above the reserved concurrency', async () => {
    await fixture.deploy('fn', echo, { ReservedConcurrentExecutions: 1 });
    const first = fixture.call('fn');
    await expect(fixture.call('fn')).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 });
    expect(await first).toMatchObject({ error: undefined });
  });

  it('runs four environments at most; whoever comes then waits for a warm one', async () => {
    await fixture.deploy('fn', { 'index.js': 'const id = Math.random(); exports.handler = async () => id;' });
    const answers = await Promise.all(Array.from({ length: 12 }, () => fixture.call('fn')));
    expect(new Set(answers.map(({ answer }) => answer)).size).toBe(4);
  });
});

describe('the log of a function', () => {
  const code =
    'exports.handler = async () => { console.log("%s sold", 3); console.error(new Error("bad").message); process.stdout.write("raw\\n"); };';

  it('has what it printed between START, END and REPORT, and the tail of it on demand', async () => {
    await fixture.deploy('fn', { 'index.js': code });
    const { LogResult } = await fixture.lambda.api.Invoke({ FunctionName: 'fn', LogType: 'Tail' });
    const lines = [
      /^START RequestId: \S+ Version: \$LATEST$/,
      /^\S+Z\t\S+\tINFO\t3 sold$/,
      /^\S+Z\t\S+\tERROR\tbad$/,
      /^raw$/,
      /^END RequestId: \S+$/,
      /^REPORT RequestId: \S+\tDuration: \S+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB$/,
    ].map((line) => expect.stringMatching(line) as string);
    expect(fixture.printed()).toEqual(lines);
    expect(
      Buffer.from(LogResult ?? '', 'base64')
        .toString()
        .trimEnd()
        .split('\n'),
    ).toEqual(lines);
    expect(fixture.logged).toMatchObject([
      { logGroupName: '/aws/lambda/fn', logStreamName: expect.stringContaining('[$LATEST]') as string },
    ]);
  });

  it('is JSON, and in a group of its own, when LoggingConfig says so', async () => {
    await fixture.deploy('fn', { 'index.js': code }, { LoggingConfig: { LogFormat: 'JSON', LogGroup: '/sales' } });
    await fixture.call('fn');
    expect(fixture.logged).toMatchObject([{ logGroupName: '/sales' }]);
    const types = fixture
      .printed()
      .filter((line) => line !== 'raw')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(types).toMatchObject([
      { type: 'platform.start' },
      { level: 'INFO', message: '3 sold' },
      { level: 'ERROR', message: 'bad' },
      { type: 'platform.report' },
    ]);
  });
});

describe('a function of the template', () => {
  it('is described as it was deployed', async () => {
    await fixture.deploy(
      'fn',
      { 'index.js': '' },
      { Description: 'd', Timeout: 60, MemorySize: 512, ReservedConcurrentExecutions: 2 },
    );
    const described = {
      FunctionName: 'fn',
      Timeout: 60,
      MemorySize: 512,
      Runtime: 'nodejs22.x',
      State: 'Active',
      Handler: 'index.handler',
    };
    expect(await fixture.lambda.api.GetFunctionConfiguration({ FunctionName: 'fn' })).toMatchObject(described);
    expect(await fixture.lambda.api.GetFunction({ FunctionName: 'fn' })).toMatchObject({
      Configuration: described,
      Concurrency: { ReservedConcurrentExecutions: 2 },
    });
    expect(await fixture.lambda.api.ListFunctions({})).toMatchObject({ Functions: [described] });
  });

  it('has Ref and GetAtt, and a name when the template gives none', async () => {
    await fixture.deploy('fn', { 'index.js': '' });
    expect(await fixture.provision({ Code: { S3Key: 'fn' } })).toEqual({
      physicalId: 'stack-Function',
      attributes: { Arn: 'arn:aws:lambda:eu-west-1:000000000000:function:stack-Function' },
    });
  });

  it.each([
    [{ Code: { S3Key: 'missing' } }, 'is not in the cloud assembly; build the function and synthesize the app again.'],
    [{ Code: { S3Key: 'fn' }, Handler: 'other.handler' }, 'has no file for its handler other.handler'],
    [
      { Code: { S3Key: 'fn' }, Environment: { Variables: { AWS_REGION: 'x' } } },
      'environment variables that Lambda reserves: AWS_REGION',
    ],
    [{ Code: { S3Key: 'fn' }, Timeout: 901 }, 'has Timeout 901; it must be a whole number from 1 to 900.'],
  ])('is refused in one sentence: %j', async (properties, message) => {
    await fixture.deploy('fn', { 'index.js': '' });
    await expect(fixture.provision(properties)).rejects.toThrow(message);
  });

  it('loses its idle environments after some minutes', async () => {
    await fixture.deploy('fn', { 'index.js': 'const id = Math.random(); exports.handler = async () => id;' });
    const first = await fixture.call('fn');
    await fixture.lambda.start?.();
    for (let minute = 0; minute < 6; minute += 1) {
      fixture.clock.advance(60_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await fixture.call('fn')).not.toEqual(first);
  });
});

describe('the metrics of a function', () => {
  it('are its invocations, errors and durations', async () => {
    await fixture.deploy('fn', {
      'index.js': 'exports.handler = async ({ fail }) => { if (fail) throw new Error("no"); };',
    });
    await fixture.call('fn', { fail: false });
    await fixture.call('fn', { fail: true });
    const values = (metric: string) => fixture.measured.filter(({ name }) => name === metric).map(({ value }) => value);
    expect(values('Invocations')).toEqual([1, 1]);
    expect(values('Errors')).toEqual([0, 1]);
    expect(values('Duration')).toHaveLength(2);
    expect(fixture.measured[0]).toMatchObject({ namespace: 'AWS/Lambda', dimensions: { FunctionName: 'fn' } });
  });
});
