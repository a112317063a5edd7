import { readCloudAssembly, type CloudAssembly } from '@sales-cdc/cfn-template';
import { startLocalCloud, SystemClock } from '@sales-cdc/local-cloud';
import type { RunOptions } from './arguments.js';
import { DeliveryTracker } from './delivery-tracker.js';
import { describeCloud } from './describe-cloud.js';
import { generatorMain, lambdaRuntime, synthesizedAssembly } from './built-files.js';
import { LakeWatch } from './lake-watch.js';
import { LiveView, type Terminal } from './live-view.js';
import { openRunDirectory } from './run-directory.js';
import { findSalesPipeline } from './pipeline.js';
import { runPipeline } from './pipeline-run.js';
import { serveCloud } from './serve-cloud.js';

/** What a run is given by the process it runs in. */
export interface RunEnvironment {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Milliseconds since the process started. */
  readonly uptimeMs: () => number;
  /** The most memory that the process ever held. */
  readonly peakRssMiB: () => number;
  /** Aborts when the user wants the run to end. */
  readonly stop: AbortSignal;
}

/** Starts the local cloud from its template, streams sales through it, and resolves with the exit code. */
export const run = async (options: RunOptions, environment: RunEnvironment): Promise<number> => {
  const view = new LiveView(options.json ? environment.stderr : environment.stdout, options.quiet);
  const assembly = options.isEmpty
    ? EMPTY_ASSEMBLY
    : await readCloudAssembly(options.assembly ?? synthesizedAssembly(options.stage));
  const readMs = environment.uptimeMs();
  const clock = new SystemClock(options.timeScale);
  const tracker = new DeliveryTracker();
  const watch = new LakeWatch(
    tracker,
    () => clock.now(),
    ({ service, resource, message }) => {
      view.say(`! ${service} ${resource}: ${message}`);
    },
  );

  await using directory = await openRunDirectory(options);
  await using cloud = await startLocalCloud({
    assembly,
    clock,
    dataDirectory: directory.path,
    port: options.port,
    limits: options.limits,
    observer: watch.observer,
    lambdaRuntime: lambdaRuntime(),
    onDefect: (error) => {
      view.say(`! ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    },
  });
  const startMs = environment.uptimeMs();
  const readyMs = startMs - readMs;
  view.say(...describeCloud(cloud, { readyMs, directory: options.ephemeral ? undefined : directory.path }));

  const pipeline = findSalesPipeline(cloud.provisioned.outputs);
  if (pipeline)
    return await runPipeline({
      options,
      environment,
      cloud,
      pipeline,
      tracker,
      watch,
      view,
      clock,
      startMs,
      readyMs,
      generatorMain: generatorMain(),
    });
  if (options.writesSales || options.exit)
    throw new Error('This assembly has no pipeline of sales; add --no-sales, without --exit, to serve it.');
  watch.stop();
  await serveCloud({ cloud, view, clock, stop: environment.stop });
  return 0;
};

/** For a cloud to which everything is deployed. */
const EMPTY_ASSEMBLY: CloudAssembly = { directory: '', stacks: [], assetPath: () => undefined };
