import type { LogsApi } from '../logs/logs-api.js';
import type { FunctionAccess } from './function-access.js';
import type { MappingPortsFor } from './event-source-mapping/mapping-ports.js';

/** Under which execution role a function runs. */
export interface FunctionRole {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
}

/** What Lambda needs from the rest of the cloud. */
export interface LambdaPorts {
  readonly assets: {
    /** The folder of an asset of the cloud assembly by its key in the asset bucket; undefined where there is none. */
    pathOf(s3Key: string): string | undefined;
    /** The bytes of an object; undefined where there is none. */
    readObject(bucket: string, key: string): Promise<Uint8Array | undefined>;
    hasBucket(bucket: string): Promise<boolean>;
  };
  /** Where a function's output goes. Throws AWS's error when its role is not Lambda's to take. */
  logsFor(role: FunctionRole): Pick<LogsApi, 'append'>;
  /** The way in for the function's own SDK calls. Throws AWS's error when its role is not Lambda's to take. */
  accessFor(role: FunctionRole): FunctionAccess;
  /** The sources and destinations of event source mappings, under the function's execution role. */
  readonly mappingPortsFor: MappingPortsFor;
}
