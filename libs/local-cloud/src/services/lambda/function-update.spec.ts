import { join } from 'node:path';
import { ManualClock } from '../../core/manual-clock.js';
import { seededRandom } from '../../core/seeded-random.js';
import type { Environment } from './execution-environment.js';
import { ExecutionPool } from './execution-pool.js';
import { LambdaFixture } from './testing/lambda-fixture.js';
import { FUNCTION_ARN, MappingFixture, QUEUE_ARN, STREAM_ARN } from './testing/mapping-fixture.js';

// Functions run in threads of their own; this is room for a machine that is busy with other things.
jest.setTimeout(60_000);

const RUNTIME = join(__dirname, '../../../runtime/lambda-runtime.mjs');
const FUNCTION = { stackName: 'stack', logicalId: 'Function', type: 'AWS::Lambda::Function', properties: {} };

/** An environment that answers when it is let. */
const environment = () => {
  const state = { ended: false };
  const fake: Environment = {
    logStreamName: 'stream',
    usable: true,
    invoke: async () => ({ kind: 'success', payload: new Uint8Array() }) as never,
    takeOutput: () => [],
    terminate: async () => void (state.ended = true),
  };
  return { fake, state };
};

describe('The environments of a function that was changed', () => {
  const open = () => {
    const started: ReturnType<typeof environment>[] = [];
    const start = (): Environment => {
      const one = environment();
      started.push(one);
      return one.fake;
    };
    return { started, pool: new ExecutionPool(start, 1, new ManualClock()) };
  };

  it('end at once when nobody uses them', async () => {
    const { pool, started } = open();
    await pool.use(async () => undefined);
    await pool.drain();
    expect(started.map(({ state }) => state.ended)).toEqual([true]);
  });

  it('first let the invocation under way end, and those that wait for its place', async () => {
    const { pool, started } = open();
    let finish: () => void = () => undefined;
    const under = new Promise<void>((resolve) => (finish = resolve));
    const done: string[] = [];
    const first = pool.use(() => under).then(() => done.push('first'));
    const second = pool.use(async () => void done.push('second'));
    const drained = pool.drain().then(() => done.push('drained'));
    expect(started[0]?.state.ended).toBe(false);
    finish();
    await Promise.all([first, second, drained]);
    expect(done.at(-1)).toBe('drained');
    expect(started.map(({ state }) => state.ended)).toEqual([true]);
  });
});

describe('A function that is changed', () => {
  let fixture: LambdaFixture;
  beforeEach(async () => {
    fixture = await LambdaFixture.create(RUNTIME);
  });
  afterEach(() => fixture[Symbol.asyncDispose]());
  const answers = (text: string) => ({ 'index.js': `exports.handler = async () => [${text}];` });

  it('runs its new code and environment at the next invocation; the one under way ends with the old', async () => {
    await fixture.deploy('old', answers("'old', process.env.STAGE"), { Environment: { Variables: { STAGE: 'a' } } });
    const underWay = fixture.call('old');
    await fixture.deploy('new', answers("'new', process.env.STAGE"));
    const changed = { Code: { S3Bucket: 'assets', S3Key: 'new' }, Environment: { Variables: { STAGE: 'b' } } };
    await fixture.provision({ FunctionName: 'old', ...changed });
    expect((await fixture.call('old')).answer).toEqual(['new', 'b']);
    expect((await underWay).answer).toEqual(['old', 'a']);
  });

  it('is as before when the change is refused', async () => {
    await fixture.deploy('fn', answers("'old'"));
    await expect(fixture.provision({ FunctionName: 'fn', Code: { S3Key: 'missing' } })).rejects.toThrow('The code of');
    expect((await fixture.call('fn')).answer).toEqual(['old']);
  });

  it('is found by nobody once it is removed', async () => {
    await fixture.deploy('fn', answers("'old'"));
    const [provisioner] = fixture.lambda.provisioners;
    await provisioner?.remove?.('fn', FUNCTION);
    await provisioner?.remove?.('fn', FUNCTION);
    await expect(fixture.call('fn')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('A mapping of a template that is changed', () => {
  let sources: MappingFixture;
  let fixture: LambdaFixture;
  beforeEach(async () => {
    sources = await MappingFixture.create();
    fixture = await LambdaFixture.create(RUNTIME, () => sources.ports, seededRandom(1));
    await fixture.deploy('alerts', { 'index.js': 'exports.handler = async () => null;' });
  });
  afterEach(async () => {
    await fixture[Symbol.asyncDispose]();
    await sources[Symbol.asyncDispose]();
  });
  const mappings = () => {
    const found = fixture.lambda.provisioners.find(({ type }) => type === 'AWS::Lambda::EventSourceMapping');
    if (!found) throw new Error('Lambda has no mappings.');
    return found;
  };
  const provision = async (properties: object, nameSuffix?: string) => {
    const base = { stackName: 'stack', logicalId: 'Mapping', type: 'AWS::Lambda::EventSourceMapping' };
    const given = { FunctionName: FUNCTION_ARN.replace('123456789012', '000000000000'), ...properties };
    return mappings().provision({ ...base, properties: given, ...(nameSuffix !== undefined && { nameSuffix }) });
  };
  const described = async (UUID: string | undefined) => fixture.lambda.api.GetEventSourceMapping({ UUID });
  const stream = { EventSourceArn: STREAM_ARN, StartingPosition: 'TRIM_HORIZON' };

  it('stays the one it is, with what it reads from then on', async () => {
    const { physicalId } = await provision({
      ...stream,
      BatchSize: 5,
      FilterCriteria: { Filters: [{ Pattern: '{"partitionKey":["a"]}' }] },
    });
    await fixture.lambda.start?.();
    expect((await provision({ ...stream, BatchSize: 7 })).physicalId).toBe(physicalId);
    const { BatchSize, FilterCriteria } = await described(physicalId);
    expect({ BatchSize, FilterCriteria }).toEqual({ BatchSize: 7, FilterCriteria: undefined });
  });

  it('is as before when the change is refused', async () => {
    const { physicalId } = await provision({ ...stream, BatchSize: 5 });
    await expect(provision({ ...stream, BatchSize: 0 })).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
    });
    expect(await described(physicalId)).toMatchObject({ BatchSize: 5, State: 'Enabled' });
  });

  it('is another beside it when another source takes its place, and is then removed', async () => {
    const { physicalId: before } = await provision(stream);
    const { physicalId: after } = await provision({ EventSourceArn: QUEUE_ARN }, 'NEXT');
    expect(after).not.toBe(before);
    const resource = {
      stackName: 'stack',
      logicalId: 'Mapping',
      type: 'AWS::Lambda::EventSourceMapping',
      properties: {},
    };
    await mappings().remove?.(before, resource);
    await mappings().remove?.(before, resource);
    await expect(described(before)).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
    expect(await described(after)).toMatchObject({ EventSourceArn: QUEUE_ARN });
  });
});
