import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CloudContext } from '../../../core/cloud-context.js';
import { systemDisk } from '../../../core/disk.js';
import type { MetricDatum } from '../../../core/metrics.js';
import { ManualClock } from '../../../core/manual-clock.js';
import type { Problem } from '../../../core/observer.js';
import type { AppendLogEventsInput } from '../../logs/logs-api.js';
import { createLambda, type Lambda } from '../create-lambda.js';
import type { FunctionAccess } from '../function-access.js';
import type { FunctionRole } from '../ports.js';
import type { MappingPortsFor } from '../event-source-mapping/mapping-ports.js';

/** A clock in which a wait of one of the given lengths is over at once. */
export class ImpatientClock extends ManualClock {
  readonly impatientForMs = new Set<number>();

  override sleep(intervalMs: number, signal?: AbortSignal): Promise<void> {
    const slept = super.sleep(intervalMs, signal);
    if (this.impatientForMs.has(intervalMs)) this.advance(intervalMs);
    return slept;
  }
}

const noSources = (): never => {
  throw new Error('The functions of this fixture have no event sources.');
};

/** Lambda with functions whose code a spec writes as text; close it or their threads stay. */
export class LambdaFixture implements AsyncDisposable {
  readonly clock = new ImpatientClock();
  readonly problems: Problem[] = [];
  readonly logged: AppendLogEventsInput[] = [];
  readonly measured: MetricDatum[] = [];
  /** Functions whose way in to the cloud has ended, in order. */
  readonly ended: string[] = [];
  readonly lambda: Lambda;

  private constructor(
    private readonly folder: string,
    runtimePath: string,
    mappingPortsFor: MappingPortsFor,
    random: () => number,
  ) {
    const { clock } = this;
    const context: CloudContext = {
      partition: 'aws',
      region: 'eu-west-1',
      accountId: '000000000000',
      dataDirectory: folder,
      disk: systemDisk,
      clock,
      observer: { problem: (problem) => this.problems.push(problem) },
      metrics: { put: (datum) => void this.measured.push(datum) },
      limits: 'aws',
      random,
    };
    const ports = {
      assets: {
        pathOf: (key: string) => (key === 'missing' ? undefined : join(folder, key)),
        readObject: async () => undefined,
        hasBucket: async () => false,
      },
      logsFor: () => ({ append: async (input: AppendLogEventsInput) => void this.logged.push(input) }),
      accessFor: ({ name }: FunctionRole): FunctionAccess => ({
        variables: () => ({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }),
        end: () => void this.ended.push(name),
      }),
      mappingPortsFor,
    };
    this.lambda = createLambda(context, ports, { runtimeUrl: pathToFileURL(runtimePath) });
  }

  static async create(
    runtimePath: string,
    mappingPortsFor: MappingPortsFor = noSources,
    random: () => number = () => 0.5,
  ): Promise<LambdaFixture> {
    return new LambdaFixture(await mkdtemp(join(tmpdir(), 'lambda-')), runtimePath, mappingPortsFor, random);
  }

  /** Deploys a function from the text of its files. */
  async deploy(name: string, files: Readonly<Record<string, string>>, properties: object = {}): Promise<void> {
    for (const [file, text] of Object.entries(files)) {
      const path = join(this.folder, name, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    await this.provision({ FunctionName: name, Code: { S3Bucket: 'assets', S3Key: name }, ...properties });
  }

  async provision(properties: object): Promise<unknown> {
    const defaults = { Handler: 'index.handler', Runtime: 'nodejs22.x', Role: 'arn:aws:iam::000000000000:role/r' };
    const resource = {
      stackName: 'stack',
      logicalId: 'Function',
      type: 'AWS::Lambda::Function',
      properties: { ...defaults, ...properties },
    };
    return this.lambda.provisioners[0]?.provision(resource);
  }

  /** The parsed answer of a synchronous invocation. */
  async call(
    name: string,
    event: unknown = {},
  ): Promise<{ readonly answer: unknown; readonly error: string | undefined }> {
    const { Payload, FunctionError } = await this.lambda.api.Invoke({
      FunctionName: name,
      Payload: Buffer.from(JSON.stringify(event)),
    });
    return { answer: JSON.parse(Buffer.from(Payload ?? []).toString('utf8')), error: FunctionError };
  }

  /** Everything that a function has printed. */
  printed(): string[] {
    return this.logged.flatMap(({ events }) => events.map(({ message }) => message));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.lambda[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}
