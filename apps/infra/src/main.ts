import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { requireLambdaBundle } from './lambda-bundle.js';
import { PipelineStack } from './pipeline-stack.js';
import { stageNamed } from './stages.js';

/** The folder of that project's bundle. */
const bundleOf = (project: string): string =>
  requireLambdaBundle(project, fileURLToPath(new URL(`../../${project}/dist`, import.meta.url)));

try {
  const app = new App();
  const stage = stageNamed(app.node.tryGetContext('stage'));
  new PipelineStack(app, { stage, transformBundle: bundleOf('transform'), alertsBundle: bundleOf('alerts') });
} catch (error) {
  // The person at the command line needs the sentence, not the stack.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
