import type { Clock, LocalCloud } from '@sales-cdc/local-cloud';
import { aborted } from './aborted.js';
import { AlertWatch } from './alert-watch.js';
import type { RunOptions } from './arguments.js';
import { AthenaSession } from './athena-session.js';
import type { DeliveryTracker } from './delivery-tracker.js';
import { counted } from './counted.js';
import { drained } from './drain.js';
import { GeneratorProcess } from './generator-process.js';
import { lakeLocation } from './lake-location.js';
import type { LakeWatch } from './lake-watch.js';
import { LiveReport } from './live-report.js';
import type { LiveView } from './live-view.js';
import type { Pipeline } from './pipeline.js';
import { reconcileLake } from './reconcile-lake.js';
import type { RunEnvironment } from './run.js';
import { summarize, summaryLines } from './summary.js';

/** What one run of the sales pipeline works with. */
export interface PipelineRun {
  readonly options: RunOptions;
  readonly environment: RunEnvironment;
  readonly cloud: LocalCloud;
  readonly pipeline: Pipeline;
  readonly tracker: DeliveryTracker;
  readonly watch: LakeWatch;
  readonly view: LiveView;
  readonly clock: Clock;
  /** From the start of the process until the local cloud answered. */
  readonly startMs: number;
  /** From the template being read until the local cloud answered. */
  readonly readyMs: number;
  /** The built command line of the generator. */
  readonly generatorMain: string;
}

/** Streams sales until they end or the user stops; with `--exit` waits for the last row and reconciles. */
export const runPipeline = async (run: PipelineRun): Promise<number> => {
  const { options, cloud, pipeline, watch, environment, view } = run;
  watch.attach(cloud.apis.s3, await lakeLocation(cloud.apis.glue, pipeline));
  await using alerts = await watchAlerts(run);
  const athena = new AthenaSession(cloud.apis.athena, pipeline.databaseName, pipeline.workGroupName);
  const generator = options.writesSales ? startGenerator(run) : undefined;
  const live = new LiveReport(run, athena, () => generator?.counts);

  const generatorCode = (await generator?.ended) ?? 0;
  if (generatorCode !== 0) view.say('The generator failed; what it said last:', ...(generator?.lastMessages ?? []));
  else if (options.exit) await drained(cloud, environment.stop);
  else await aborted(environment.stop);
  await live[Symbol.asyncDispose]();

  const complete = options.exit && generatorCode === 0 && !environment.stop.aborted;
  if (!complete) {
    view.say(await leftBehind(run));
    return generatorCode !== 0 || options.exit ? 1 : 0;
  }
  return await report(run, live, generator, alerts);
};

const watchAlerts = async ({ cloud, pipeline, view }: PipelineRun): Promise<AlertWatch | undefined> =>
  pipeline.alertTopicArn === undefined
    ? undefined
    : AlertWatch.open(cloud.apis, pipeline.alertTopicArn, (line) => {
        view.say(line);
      });

const startGenerator = ({
  options,
  environment,
  cloud,
  pipeline,
  view,
  generatorMain,
}: PipelineRun): GeneratorProcess => {
  const target = { main: generatorMain, endpointUrl: cloud.url, tableName: pipeline.tableName, region: cloud.region };
  const generator = new GeneratorProcess(target, options, ({ line, reason }) => {
    view.say(`line ${line} skipped: ${reason}`);
  });
  environment.stop.addEventListener('abort', () => {
    generator.stop();
  });
  return generator;
};

const leftBehind = async ({ cloud, options, tracker }: PipelineRun): Promise<string> => {
  const pending = (await cloud.progress()).reduce((sum, stage) => sum + stage.pending, 0);
  const rest =
    pending === 0
      ? 'nothing is under way'
      : options.ephemeral
        ? `${pending} under way are dropped`
        : `${pending} under way go on at the next start`;
  return `Stopped: ${counted(tracker.changes, 'change')}, ${counted(tracker.delivered, 'row')} delivered; ${rest}.`;
};

const report = async (
  run: PipelineRun,
  live: LiveReport,
  generator: GeneratorProcess | undefined,
  alerts: AlertWatch | undefined,
): Promise<number> => {
  const { options, environment, cloud, pipeline, tracker, watch, view, clock, startMs, readyMs } = run;
  await watch.settled();
  await alerts?.settled();
  await live.ask();
  const { reconciliation, rejected } = await reconcileLake(cloud, pipeline, clock.now());
  const summary = summarize({
    written: generator?.counts,
    tracker,
    objects: watch.objects,
    rejected: watch.rejected,
    alerts: alerts?.count ?? 0,
    reconciliation,
    startMs,
    readyMs,
    firstRowMs: live.firstRowMs,
    peakRssMiB: environment.peakRssMiB(),
  });
  for (const { saleId, reasons } of rejected.slice(0, 10))
    view.say(`rejected ${saleId ?? 'a record without a key'}: ${reasons.join('; ')}`);
  view.say(...summaryLines(summary, reconciliation));
  if (options.json) environment.stdout.write(`${JSON.stringify(summary)}\n`);
  return summary.lost + summary.duplicates === 0 ? 0 : 1;
};
