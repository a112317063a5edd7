import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { deliveryStreamProvisioner } from './delivery-stream-provisioner.js';
import { DeliveryStreams } from './delivery-streams.js';
import { type FirehoseApi, operations } from './operations.js';
import type { FirehosePortsFor } from './ports.js';

export interface Firehose extends CloudService {
  readonly api: FirehoseApi;
}

/** Amazon Data Firehose with Kinesis streams or producers as sources and S3 as destination. */
export const createFirehose = (context: CloudContext, portsFor: FirehosePortsFor): Firehose => {
  const streams = new DeliveryStreams(context);
  const api = bindOperations(operations, streams);

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
      streams.start();
    },
    progress: () => Promise.all(streams.all().map((stream) => stream.progress())),
    [Symbol.asyncDispose]: () => streams[Symbol.asyncDispose](),
  };
};
