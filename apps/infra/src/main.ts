import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { PipelineStack } from './pipeline-stack.js';
import { stageNamed } from './stages.js';
import { requireTransformBundle } from './transform-bundle.js';

const transformDist = fileURLToPath(new URL('../../transform/dist', import.meta.url));

try {
  const app = new App();
  const stage = stageNamed(app.node.tryGetContext('stage'));
  new PipelineStack(app, { stage, transformBundle: requireTransformBundle(transformDist) });
} catch (error) {
  // The person at the command line needs the sentence, not the stack.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
