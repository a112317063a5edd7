import { readCloudAssembly, type CloudAssembly } from '@sales-cdc/cfn-template';
import type { LocalCloud, Problem } from '@sales-cdc/local-cloud';
import { eventually } from './clients.js';
import { removalsOf, withoutPatience } from './iam-removals.js';
import { inCloud, outputOf, sendSales } from './iam-scripted-run.js';
import { assemblyOf } from './local-run.js';

describe('A permission that is missing shows as it does on AWS', () => {
  let assembly: CloudAssembly;
  beforeAll(async () => (assembly = withoutPatience(await readCloudAssembly(assemblyOf('dev')))));

  /** Runs without what the name ends in; tells what was told. */
  const without = async (
    end: string,
    look: (cloud: LocalCloud, problems: readonly Problem[]) => Promise<void>,
  ): Promise<void> => {
    const removal = removalsOf(assembly).find(({ name }) => name.endsWith(end));
    if (!removal) throw new Error(`The template has no ${end}.`);
    const problems: Problem[] = [];
    await inCloud(removal.from(assembly), { problem: (problem) => problems.push(problem) }, async (cloud) => {
      await sendSales(cloud);
      await look(cloud, problems);
    });
    expect(problems.filter(({ service }) => service === 'IAM')).toHaveLength(1);
  };

  it('the function: all records lie in the error output after four attempts', () =>
    without('lambda:InvokeFunction', async ({ apis: { s3 } }) => {
      const lake = await lakeOf(s3);
      const keys = await eventually(
        async () => (await s3.ListObjectsV2({ Bucket: lake, Prefix: 'errors/' })).Contents ?? [],
        (objects) => objects.length > 0,
      );
      const { Body } = await s3.GetObject({ Bucket: lake, Key: keys[0]?.Key });
      const [line = ''] = (await textOf(Body)).split('\n');
      expect(JSON.parse(line)).toMatchObject({ errorCode: 'Lambda.InvokeAccessDenied', attemptsMade: 4 });
    }));

  it('the target of the pipe: StateReason says so, and pointers go to the dead-letter queue', () =>
    without('kinesis:PutRecords', async (cloud) => {
      const { pipes, sqs } = cloud.apis;
      const QueueUrl = outputOf(cloud, 'DeadLetterQueueUrl');
      const messages = async (): Promise<number> => {
        const { Attributes } = await sqs.GetQueueAttributes({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        });
        return Number(Attributes?.ApproximateNumberOfMessages);
      };
      await eventually(messages, (count) => count === 4);
      const [pipe] = (await pipes.ListPipes({})).Pipes ?? [];
      expect(pipe?.StateReason).toMatch(
        /AccessDeniedException: User: arn:aws:sts::\d+:assumed-role\/.* is not authorized to perform: kinesis:PutRecords on resource: arn:aws:kinesis:.* because no identity-based policy allows the kinesis:PutRecords action/,
      );
    }));

  it('the bucket: delivery is tried again, and nothing is lost or passed over', () =>
    without('s3:PutObject', async (cloud, problems) => {
      await eventually(
        async () => problems.find(({ service }) => service === 'Firehose')?.message ?? '',
        (message) =>
          /Delivery to .* is tried again until it succeeds: AccessDenied: User: .*s3:PutObject/.test(message),
      );
      const firehose = (await cloud.progress()).find(({ stage }) => stage === 'Firehose');
      expect(firehose?.pending).toBe(3);
    }));

  it('the log of the function: its lines are lost, the sales are not', () =>
    without('logs:CreateLogStream', async (cloud) => {
      await eventually(
        async () => (await cloud.progress()).find(({ stage }) => stage === 'Firehose')?.counts['delivered'],
        (delivered) => delivered === 2,
      );
    }));
});

const lakeOf = async (s3: LocalCloud['apis']['s3']): Promise<string | undefined> =>
  (await s3.ListBuckets({})).Buckets?.find(({ Name }) => Name?.includes('lake'))?.Name;

/** In process an object's body is bytes or a stream of them. */
const textOf = async (body: unknown): Promise<string> => {
  const parts: Uint8Array[] = [];
  if (body instanceof Uint8Array) parts.push(body);
  else for await (const part of body as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};
