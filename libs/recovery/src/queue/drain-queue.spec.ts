import { MemoryQueue } from '../__fixtures__/memory-queue.js';
import { drainQueue } from './drain-queue.js';

const bodies = Array.from({ length: 25 }, (_, index) => `body-${index}`);

describe('drainQueue', () => {
  it('hands over every message once, and lets go of those that stay', async () => {
    const queue = new MemoryQueue(bodies);
    const seen: (string | undefined)[] = [];
    const { done, kept } = await drainQueue({ queue, queueUrl: 'q' }, async (body) => {
      seen.push(body);
      return body?.endsWith('3') ? 'odd' : undefined;
    });
    expect(seen).toEqual(bodies);
    expect({ done, kept }).toEqual({
      done: 22,
      kept: ['message-3', 'message-13', 'message-23'].map((messageId) => ({ messageId, reason: 'odd' })),
    });
    expect({ left: [...queue.bodies.values()], inFlight: queue.inFlight }).toEqual({
      left: ['body-3', 'body-13', 'body-23'],
      inFlight: 0,
    });
  });

  it('ends when only known messages come back', async () => {
    const queue = new MemoryQueue(['a']);
    const impatient = Object.assign(Object.create(queue) as MemoryQueue, {
      ReceiveMessage: async () => ({ Messages: [{ MessageId: 'm', ReceiptHandle: 'r', Body: 'a' }] }),
      ChangeMessageVisibility: async () => {
        throw Object.assign(new Error('not in flight'), { name: 'MessageNotInflight' });
      },
    });
    expect(await drainQueue({ queue: impatient, queueUrl: 'q' }, async () => 'stays')).toMatchObject({ done: 0 });
  });

  it('waits for messages as long as it is told', async () => {
    const waits: number[] = [];
    const queue = Object.assign(new MemoryQueue([]), {
      ReceiveMessage: async ({ WaitTimeSeconds }: { readonly WaitTimeSeconds: number }) => {
        waits.push(WaitTimeSeconds);
        return {};
      },
    });
    await drainQueue({ queue, queueUrl: 'q', waitSeconds: 2 }, async () => undefined);
    await drainQueue({ queue, queueUrl: 'q' }, async () => undefined);
    expect(waits).toEqual([2, 0]);
  });
});
