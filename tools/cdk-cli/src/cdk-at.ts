import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const CLI = join(dirname(createRequire(import.meta.url).resolve('aws-cdk/package.json')), 'bin', 'cdk');

const environment = (endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  // Nothing of the developer's own profiles may leak into a story.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  CDK_DISABLE_CLI_TELEMETRY: '1',
  NODE_NO_WARNINGS: '1',
});

export interface CdkEnded {
  readonly code: number;
  /** What it said, for people and for errors. */
  readonly text: string;
}

export type Cdk = (...args: readonly string[]) => Promise<CdkEnded>;

/** The CDK CLI as it is published, against the endpoint and in a folder of its own. */
export const cdkAt =
  (endpoint: string, folder: string): Cdk =>
  async (...args) => {
    const options = { cwd: folder, env: environment(endpoint), maxBuffer: 16 * 1024 * 1024 };
    const all = [CLI, ...args, '--no-notices', '--no-color', '--ci', '--progress', 'events'];
    try {
      const { stdout, stderr } = await execute(process.execPath, all, options);
      return { code: 0, text: stdout + stderr };
    } catch (error) {
      const {
        code,
        stdout = '',
        stderr = '',
      } = error as Partial<Record<'stdout' | 'stderr', string>> & { code?: unknown };
      return { code: typeof code === 'number' ? code : 1, text: stdout + stderr };
    }
  };
