import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '@aws-sdk/client-sqs';
import type { CloudContext } from '../../core/cloud-context.js';
import { ManualClock } from '../../core/manual-clock.js';
import { seededRandom } from '../../core/seeded-random.js';
import { testContext } from '../../core/test-context.js';
import { createIam } from '../iam/index.js';
import { createSqs, type Sqs } from './index.js';

const urlOf = (name: string): string => `http://127.0.0.1:4566/123456789012/${name}`;
const DEAD_LETTERS_ARN = 'arn:aws:sqs:eu-west-1:123456789012:dead-letters';
const policy = (maxReceiveCount: unknown = 2, deadLetterTargetArn = DEAD_LETTERS_ARN): string =>
  JSON.stringify({ deadLetterTargetArn, maxReceiveCount });

describe('A queue with a redrive policy', () => {
  let context: CloudContext;
  let clock: ManualClock;
  let sqs: Sqs;
  const start = (): Promise<Sqs> =>
    createSqs(context, {
      endpointUrl: () => 'http://127.0.0.1:4566',
      policies: createIam(context).resourcePolicies,
    });
  const receive = async (queue: string): Promise<readonly Message[]> => {
    const { Messages = [] } = await sqs.api.ReceiveMessage({
      QueueUrl: urlOf(queue),
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    });
    return Messages;
  };

  beforeEach(async () => {
    clock = new ManualClock();
    context = testContext(await mkdtemp(join(tmpdir(), 'sqs-')), {
      clock,
      random: seededRandom(1),
    });
    sqs = await start();
    await sqs.api.CreateQueue({ QueueName: 'dead-letters' });
    await sqs.api.CreateQueue({ QueueName: 'letters', Attributes: { RedrivePolicy: policy() } });
  });
  afterEach(async () => {
    await sqs[Symbol.asyncDispose]();
    await rm(context.dataDirectory, { recursive: true, force: true });
  });

  it('gives a message up after so many receives, in order, with its id, its age and where it comes from', async () => {
    for (const MessageBody of ['one', 'two']) await sqs.api.SendMessage({ QueueUrl: urlOf('letters'), MessageBody });
    const [first] = await receive('letters');
    for (let times = 0; times < 2; times++) {
      clock.advance(30_000);
      await receive('letters');
    }
    expect(await receive('letters')).toEqual([]);
    const given = await receive('dead-letters');
    expect(given.map(({ Body }) => Body)).toEqual(['one', 'two']);
    expect(given[0]).toMatchObject({
      MessageId: first?.MessageId,
      Attributes: {
        ApproximateReceiveCount: '3',
        SentTimestamp: first?.Attributes?.SentTimestamp,
        DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:letters',
      },
    });
  });

  it('remembers over a restart how often a message was received', async () => {
    await sqs.api.SendMessage({ QueueUrl: urlOf('letters'), MessageBody: 'one' });
    await receive('letters');
    sqs = await start();
    expect((await receive('letters'))[0]?.Attributes?.ApproximateReceiveCount).toBe('2');
    sqs = await start();
    expect(await receive('letters')).toEqual([]);
    expect(await receive('dead-letters')).toHaveLength(1);
  });

  it('is listed by its dead-letter queue, until the policy is taken away', async () => {
    const list = async (): Promise<unknown> =>
      (await sqs.api.ListDeadLetterSourceQueues({ QueueUrl: urlOf('dead-letters') })).queueUrls;
    expect(await list()).toEqual([urlOf('letters')]);
    await sqs.api.SetQueueAttributes({ QueueUrl: urlOf('letters'), Attributes: { RedrivePolicy: '' } });
    expect(await list()).toEqual([]);
  });

  it.each([
    ['no JSON', 'x', 'Redrive policy is not a valid JSON map'],
    ['a count of 0', policy(0), 'Invalid value for maxReceiveCount: 0'],
    ['no count', JSON.stringify({ deadLetterTargetArn: DEAD_LETTERS_ARN }), 'mandatory attribute: maxReceiveCount'],
    ['a queue that is not there', policy(1, `${DEAD_LETTERS_ARN}-2`), 'Dead letter target does not exist.'],
  ])('refuses a policy with %s', async (_, RedrivePolicy, message) => {
    const refusal = sqs.api.SetQueueAttributes({ QueueUrl: urlOf('letters'), Attributes: { RedrivePolicy } });
    await expect(refusal).rejects.toThrow(message);
  });
});
