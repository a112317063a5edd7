import { AlertWatch } from './alert-watch.js';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:sales-alerts-dev';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:sales-alerts-dev-local-run';

const message = (eventId: string) => ({
  ReceiptHandle: eventId,
  Body: JSON.stringify({
    Type: 'Notification',
    Subject: 'High-value sale: 2398 EUR, Laptop',
    MessageAttributes: {
      event_id: { Value: eventId },
      sale_id: { Value: `sale-of-${eventId}` },
      store_id: { Value: 'web-de' },
    },
  }),
});

/** A queue that gives its messages in tens, and what was asked of it and of the topic. */
const fakeApis = (messages: ReturnType<typeof message>[]) => {
  const asked: string[] = [];
  const ask = (what: string): void => void asked.push(what);
  return {
    asked,
    sqs: {
      ListQueues: async () => ({}),
      CreateQueue: async ({ QueueName = '' }) => {
        ask(`create ${QueueName}`);
        return { QueueUrl: 'url' };
      },
      GetQueueAttributes: async () => ({ Attributes: { QueueArn: QUEUE } }),
      SetQueueAttributes: async ({ Attributes }: { Attributes?: { Policy?: string } }) => {
        ask(Attributes?.Policy?.includes(TOPIC) === true ? 'let the topic in' : 'let nobody in');
        return {};
      },
      ReceiveMessage: async () => ({ Messages: messages.splice(0, 10) }),
      DeleteMessageBatch: async ({ Entries = [] }: { Entries?: readonly object[] }) => {
        ask(`delete ${Entries.length}`);
        return {};
      },
    },
    sns: {
      Subscribe: async ({ Endpoint = '' }) => {
        ask(`subscribe ${Endpoint}`);
        return {};
      },
    },
  };
};
type Apis = Parameters<typeof AlertWatch.open>[0];

describe('the watch over alerts', () => {
  it('subscribes a queue of its own and tells each alert once', async () => {
    const apis = fakeApis([...Array.from({ length: 11 }, (_, index) => message(`e${index}`)), message('e3')]);
    const lines: string[] = [];
    const watch = await AlertWatch.open(apis as unknown as Apis, TOPIC, (line) => lines.push(line));
    await watch.settled();
    expect(apis.asked).toEqual([
      'create sales-alerts-dev-local-run',
      'let the topic in',
      `subscribe ${QUEUE}`,
      'delete 10',
      'delete 2',
    ]);
    expect(watch.count).toBe(11);
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe('alert  High-value sale: 2398 EUR, Laptop, sale sale-of-e0, web-de');
  });

  it.each(['a letter', 'null', '{}'])('removes what is no alert, and says so: %s', async (Body) => {
    const apis = fakeApis([{ ReceiptHandle: 'r', Body }, message('e1')]);
    const lines: string[] = [];
    const watch = await AlertWatch.open(apis as unknown as Apis, TOPIC, (line) => lines.push(line));
    await watch.settled();
    expect(watch.count).toBe(1);
    expect(lines[0]).toBe(`! SQS url: a message that is no alert was removed: ${Body}`);
    expect(apis.asked).toContain('delete 2');
  });

  it('says so when the queue cannot be read', async () => {
    const apis = fakeApis([]);
    apis.sqs.ReceiveMessage = () => Promise.reject(new Error('The queue is gone.'));
    const watch = await AlertWatch.open(apis as unknown as Apis, TOPIC, () => undefined);
    await expect(watch.settled()).rejects.toThrow('The queue is gone.');
  });
});
