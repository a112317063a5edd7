import type { CloudContext } from '../../core/cloud-context.js';
import { bindOperations } from '../../core/operation.js';
import type { CloudService } from '../../core/service.js';
import { s3Operations, type S3Api } from './operations.js';
import type { S3Ports } from './ports.js';
import { autoDeleteProvisioner } from './provision-auto-delete.js';
import { bucketProvisioner } from './provision-bucket.js';
import { S3State } from './s3-state.js';

export type { S3Api } from './operations.js';

export interface S3Service extends CloudService {
  readonly api: S3Api;
  /** The file of an object, for an engine that reads files; never on the wire. Undefined where there is no such object. */
  localPath(bucket: string, key: string): Promise<string | undefined>;
  /** The folder below which every such file lies. */
  readonly localFolder: string;
}

/** Where no IAM is, no bucket has a policy. */
const WITHOUT_POLICIES: S3Ports = { policyOf: () => undefined };

/** Object storage on plain files below `<data directory>/s3`. */
export const createS3 = (context: CloudContext, ports: S3Ports = WITHOUT_POLICIES): S3Service => {
  const state = new S3State(context, ports);
  const api = bindOperations<S3State, typeof s3Operations>(s3Operations, state);
  return {
    api,
    wire: {
      signingName: 's3',
      protocols: [{ kind: 'rest-xml' }],
      schemas: () => import('@aws-sdk/client-s3'),
      operations: api,
    },
    provisioners: [bucketProvisioner(state), autoDeleteProvisioner(state)],
    localFolder: state.folder,
    localPath: async (bucketName, key) => {
      const bucket = await state.find(bucketName);
      return bucket?.objects.get(key) && bucket.pathOf(key);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
};
