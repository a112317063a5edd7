import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const environment = (endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  // Nothing of the developer's own profiles may leak into a story.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PAGER: '',
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});

/** `aws-cli/2.31.0 …`, or undefined where the AWS CLI is not installed. */
export const awsCliVersion = (): string | undefined => {
  try {
    return execFileSync('aws', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
};

/** The AWS CLI as a user runs it against the endpoint. */
export class AwsCli {
  constructor(private readonly endpoint: string) {}

  /** What the command prints; rejects with what it complains of. */
  async text(...args: readonly string[]): Promise<string> {
    const { stdout } = await execute('aws', args, { env: environment(this.endpoint), maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  }

  async json<Answer>(...args: readonly string[]): Promise<Answer> {
    return JSON.parse(await this.text(...args, '--output', 'json')) as Answer;
  }
}
