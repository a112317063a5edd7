import { createWireServer, type WireService } from '@sales-cdc/aws-wire';
import type { CloudAssembly } from '@sales-cdc/cfn-template';
import type { Clock } from './core/clock.js';
import type { CloudContext } from './core/cloud-context.js';
import { openDataDirectory } from './core/data-directory.js';
import { systemDisk } from './core/disk.js';
import type { CloudObserver } from './core/observer.js';
import type { StageProgress } from './core/service.js';
import type { ProvisionedAssembly } from './core/stacks/provision-assembly.js';
import { createServices, progressOf, type Apis } from './services.js';

export interface LocalCloudOptions {
  readonly assembly: CloudAssembly;
  readonly clock: Clock;
  /** The folder of everything durable; a run with the same folder continues. */
  readonly dataDirectory: string;
  /** Loopback port of the AWS endpoint; 0 takes any free one. */
  readonly port: number;
  readonly limits: CloudContext['limits'];
  readonly observer: CloudObserver;
  /** `runtime/lambda-runtime.mjs` of this package. */
  readonly lambdaRuntime: URL;
  /** Told of every error that is ours and not a caller's. */
  readonly onDefect: (error: unknown) => void;
  readonly accountId?: string;
  readonly region?: string;
}

/** A running cloud; disposing of it lets running work end and closes every file. */
export interface LocalCloud extends AsyncDisposable {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  readonly region: string;
  readonly provisioned: ProvisionedAssembly;
  /** The services' operations in process: the same functions that the wire calls. */
  readonly apis: Apis;
  /** How far each stage is, from the source to the lake. */
  progress(): Promise<readonly StageProgress[]>;
}

/** Runs the assembly: creates every resource, then lets pipes and deliveries go. Throws one sentence when it cannot. */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const owned: AsyncDisposable[] = [];
  try {
    return await start(options, owned);
  } catch (error) {
    await disposeAll(owned);
    throw error;
  }
};

const start = async (options: LocalCloudOptions, owned: AsyncDisposable[]): Promise<LocalCloud> => {
  const { assembly, port, onDefect, dataDirectory } = options;
  const stackNames = assembly.stacks.map(({ stackName }) => stackName);
  await openDataDirectory(systemDisk, dataDirectory, stackNames);

  const context = contextOf(options);
  let url = '';
  const sources = { ...options, endpointUrl: () => url };
  const { services, apis, stacks, authorize } = await createServices(context, sources, owned);
  const wires = services.flatMap(({ wire }): WireService[] => (wire ? [wire] : []));
  const server = await createWireServer({
    services: wires,
    host: '127.0.0.1',
    port,
    onDefect,
    authorize,
    now: () => options.clock.now(),
  });
  owned.push(server);
  url = server.url;

  const provisioned = await stacks.open(assembly);
  for (const service of services) await service.start?.();

  return {
    url,
    region: context.region,
    provisioned,
    apis,
    progress: () => progressOf(services),
    [Symbol.asyncDispose]: () => disposeAll(owned),
  };
};

const contextOf = (options: LocalCloudOptions): CloudContext => ({
  partition: 'aws',
  region: options.region ?? 'us-east-1',
  accountId: options.accountId ?? '000000000000',
  dataDirectory: options.dataDirectory,
  disk: systemDisk,
  clock: options.clock,
  observer: options.observer,
  limits: options.limits,
  // eslint-disable-next-line no-restricted-properties -- the composition root is where randomness comes from
  random: Math.random,
});

/** In reverse order of creation: nobody loses a neighbour that it still needs. */
const disposeAll = async (owned: AsyncDisposable[]): Promise<void> => {
  for (let last = owned.pop(); last; last = owned.pop()) await last[Symbol.asyncDispose]();
};
