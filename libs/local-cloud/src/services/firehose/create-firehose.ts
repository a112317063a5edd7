import { BackgroundTask } from '../../core/background-task.js';
import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import type { DeliveryStream } from './delivery-stream.js';
import { deliveryStreamProvisioner } from './delivery-stream-provisioner.js';
import { DeliveryStreams } from './delivery-streams.js';
import { type FirehoseApi, operations } from './operations.js';
import type { FirehosePortsFor } from './ports.js';
import { ProblemEpisode } from './problem-episode.js';

/** Firehose reads each shard once per second: https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html */
const POLL_PAUSE_MS = 1000;

export interface Firehose extends CloudService {
  readonly api: FirehoseApi;
}

/** Amazon Data Firehose with Kinesis streams or producers as sources and S3 as destination. */
export const createFirehose = (context: CloudContext, portsFor: FirehosePortsFor): Firehose => {
  const streams = new DeliveryStreams(context);
  const api = bindOperations(operations, streams);
  const tasks: BackgroundTask[] = [];

  return {
    api,
    wire: {
      signingName: 'firehose',
      protocols: [{ kind: 'json', version: '1.1', targetPrefix: 'Firehose_20150804' }],
      schemas: () => import('@aws-sdk/client-firehose'),
      operations: { ...api },
    },
    provisioners: [deliveryStreamProvisioner(context, portsFor, streams)],
    async start() {
      for (const stream of streams.all()) tasks.push(...tasksOf(stream, context));
    },
    progress: () => Promise.all(streams.all().map((stream) => stream.progress())),
    async [Symbol.asyncDispose]() {
      await Promise.all(tasks.splice(0).map((task) => task[Symbol.asyncDispose]()));
      await streams.close();
    },
  };
};

/** The delivery, and the backup beside it. */
const tasksOf = (stream: DeliveryStream, context: CloudContext): readonly BackgroundTask[] => [
  repeatedly(stream, (signal) => stream.poll(signal), 'Its records could not be read or converted', context),
  ...(stream.hasBackup
    ? [repeatedly(stream, (signal) => stream.pollBackup(signal), 'Its backup could not be written', context)]
    : []),
];

const repeatedly = (
  { configuration: { name } }: DeliveryStream,
  round: (signal: AbortSignal) => Promise<void>,
  trouble: string,
  { clock, observer }: CloudContext,
): BackgroundTask => {
  const episode = new ProblemEpisode(observer, name);
  const step = async (signal: AbortSignal): Promise<void> => {
    await round(signal);
    episode.end();
  };
  const onError = (error: unknown): void => {
    episode.report(`${trouble}, which is tried again: ${String(error)}`);
  };
  return new BackgroundTask(step, { pauseMs: POLL_PAUSE_MS, clock, onError });
};
