import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudContext } from '../../../core/cloud-context.js';
import { ManualClock } from '../../../core/manual-clock.js';
import { seededRandom } from '../../../core/seeded-random.js';
import type { Provisioned } from '../../../core/provisioner.js';
import { testContext } from '../../../core/test-context.js';
import { subscribersOf } from '../../../role-ports/topic-ports.js';
import { createIam, type Iam } from '../../iam/index.js';
import { createSqs, type Sqs } from '../../sqs/index.js';
import { createSns, type Sns } from '../index.js';

export const ENDPOINT = 'http://127.0.0.1:4566';
export const TOPIC_ARN = 'arn:aws:sns:eu-west-1:123456789012:alerts';
export const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:123456789012:letters';
export const DEAD_LETTERS_ARN = 'arn:aws:sqs:eu-west-1:123456789012:dead-letters';
export const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:listener';

/** A topic, its queues under their own policies, and a function that keeps its events. */
export class SnsFixture implements AsyncDisposable {
  readonly problems: string[] = [];
  readonly events: string[] = [];
  readonly iam: Iam;

  private constructor(
    readonly clock: ManualClock,
    readonly context: CloudContext,
    readonly sqs: Sqs,
    public sns: Sns,
  ) {
    this.iam = createIam(context);
  }

  static async create(): Promise<SnsFixture> {
    const clock = new ManualClock();
    const problems: string[] = [];
    const context = testContext(await mkdtemp(join(tmpdir(), 'sns-')), {
      clock,
      observer: { problem: ({ message }) => problems.push(message) },
      random: seededRandom(1),
    });
    const sqs = await createSqs(context, {
      endpointUrl: () => ENDPOINT,
      policies: createIam(context).resourcePolicies,
    });
    for (const QueueName of ['letters', 'dead-letters']) await sqs.api.CreateQueue({ QueueName });
    const fixture = new SnsFixture(clock, context, sqs, undefined as unknown as Sns);
    problems.push = (...told) => fixture.problems.push(...told);
    await fixture.open();
    return fixture;
  }

  /** Opens SNS over the data directory, as after a restart. */
  async open(): Promise<void> {
    const lambda = {
      Invoke: async ({ Payload }: { Payload: Uint8Array }) => void this.events.push(Buffer.from(Payload).toString()),
    };
    this.sns = await createSns(this.context, {
      subscribersOf: subscribersOf(this.context, this.iam, { sqs: this.sqs.api, lambda }),
      policyOf: (arn) => this.iam.policyDocumentOf(arn),
      endpointUrl: () => ENDPOINT,
    });
  }

  async provision(
    type: string,
    properties: Record<string, unknown>,
    logicalId = type.split(':').at(-1) ?? '',
  ): Promise<Provisioned> {
    const provisioner = [this.iam, this.sns].flatMap((one) => one.provisioners).find((one) => one.type === type);
    if (!provisioner) throw new Error(`no provisioner for ${type}`);
    return provisioner.provision({ stackName: 'stack', logicalId, type, properties });
  }

  /** Lets a topic send to a queue, as CDK's subscription does. */
  async letIn(queue: string, topicArn = TOPIC_ARN): Promise<void> {
    await this.provision(
      'AWS::SQS::QueuePolicy',
      {
        Queues: [`${ENDPOINT}/123456789012/${queue}`],
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 'sns.amazonaws.com' },
            Resource: `arn:aws:sqs:eu-west-1:123456789012:${queue}`,
            Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
          },
        },
      },
      `${queue}Policy`,
    );
  }

  /** What lies in a queue. */
  async bodiesIn(queue: string): Promise<readonly string[]> {
    const QueueUrl = `${ENDPOINT}/123456789012/${queue}`;
    const { Messages = [] } = await this.sqs.api.ReceiveMessage({ QueueUrl, MaxNumberOfMessages: 10 });
    return Messages.map(({ Body }) => Body ?? '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sns[Symbol.asyncDispose]();
    await this.sqs[Symbol.asyncDispose]();
    await rm(this.context.dataDirectory, { recursive: true, force: true });
  }
}
