import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { installedPrograms, printedBy, type InstalledProgram } from './installed-programs.js';

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

/** Every AWS CLI of this machine, each version once. */
export const installedAwsClis = (): readonly InstalledProgram[] =>
  installedPrograms('aws', (program) => /^aws-cli\/(\S+)/.exec(printedBy(program, '--version') ?? '')?.[1]);

/** What a command that failed had to say. */
export interface CliFailure {
  readonly code: number;
  readonly stderr: string;
}

/** An AWS CLI as a user runs it against the endpoint, with `AWS_ENDPOINT_URL` where it knows that. */
export class AwsCli {
  readonly #major: number;
  readonly #minor: number;

  constructor(
    private readonly installed: InstalledProgram,
    private readonly endpoint: string,
  ) {
    const [major = 0, minor = 0] = installed.version.split('.').map(Number);
    this.#major = major;
    this.#minor = minor;
  }

  /** What the command prints; rejects with what it complains of. */
  async text(...args: readonly string[]): Promise<string> {
    const all = this.#needsOption(args) ? [...args, '--endpoint-url', this.endpoint] : args;
    const { stdout } = await execute(this.installed.program, all, {
      env: environment(this.endpoint),
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }

  async json<Answer>(...args: readonly string[]): Promise<Answer> {
    return JSON.parse(await this.text(...args, '--output', 'json')) as Answer;
  }

  /** How the command fails; rejects when it succeeds. */
  async failure(...args: readonly string[]): Promise<CliFailure> {
    const ended = await this.text(...args).catch((error: unknown) => error as CliFailure);
    if (typeof ended === 'string') throw new Error(`aws ${args.join(' ')} succeeded: ${ended}`);
    return ended;
  }

  /** The exit code by which this CLI says that a service refused a request. */
  get refused(): number {
    return this.#major === 1 ? 255 : 254;
  }

  /** The variable came with 1.29 and 2.13. Version 1 goes past it for SQS, to that service's oldest address. */
  #needsOption([service]: readonly string[]): boolean {
    return this.#minor < (this.#major === 1 ? 29 : 13) || (this.#major === 1 && service === 'sqs');
  }
}
