import { readCloudAssembly } from '@sales-cdc/cfn-template';
import { eventually } from './clients.js';
import { withoutPatience } from './iam-removals.js';
import { inCloud, outputOf, sendSales } from './iam-scripted-run.js';
import { assemblyOf } from './local-run.js';

describe('An alert that cannot be published', () => {
  it('leaves a pointer to its change in the failure queue, and the sales after it go on to the lake', async () => {
    const assembly = withoutPatience(await readCloudAssembly(assemblyOf('dev')));
    await inCloud(assembly, {}, async (cloud) => {
      const { sns, sqs } = cloud.apis;
      const QueueUrl = outputOf(cloud, 'AlertFailureQueueUrl');
      await sns.DeleteTopic({ TopicArn: outputOf(cloud, 'AlertTopicArn') });
      await sendSales(cloud);
      const [letter] = await eventually(
        async () => (await sqs.ReceiveMessage({ QueueUrl })).Messages ?? [],
        (messages) => messages.length > 0,
      );
      expect(JSON.parse(letter?.Body ?? '')).toMatchObject({
        requestContext: {
          condition: 'RetryAttemptsExhausted',
          functionArn: expect.stringMatching(/sales-alerts-dev$/) as string,
        },
        KinesisBatchInfo: { batchSize: 1, shardId: 'shardId-000000000000' },
      });
      await eventually(
        async () => (await cloud.progress()).find(({ stage }) => stage === 'Firehose')?.counts['delivered'],
        (delivered) => delivered === 2,
      );
    });
  });
});
