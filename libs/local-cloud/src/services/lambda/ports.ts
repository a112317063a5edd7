import type { LogsApi } from '../logs/logs-api.js';

/** What Lambda needs from the rest of the cloud. */
export interface LambdaPorts {
  readonly assets: {
    /** The folder of an asset of the cloud assembly by its key in the asset bucket; undefined where there is none. */
    pathOf(s3Key: string): string | undefined;
  };
  readonly logs: Pick<LogsApi, 'append'>;
}
