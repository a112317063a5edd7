// @ts-check
// Plain CommonJS: Nx loads it as it is, without a TypeScript compiler that would slow down every command.
const { createNodesFromFiles } = require('@nx/devkit');
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { cdkTargets } = require('./cdk-targets.js');

/**
 * Gives `synth`, `diff`, `deploy` and `destroy` to every project with a cdk.json.
 * @type {import('@nx/devkit').CreateNodesV2}
 */
const createNodesV2 = [
  '**/cdk.json',
  (files, options, context) =>
    createNodesFromFiles(
      (file) => {
        const root = dirname(file);
        const cdkJson = JSON.parse(readFileSync(join(context.workspaceRoot, file), 'utf8'));
        return { projects: { [root]: { targets: cdkTargets(root, cdkJson) } } };
      },
      files,
      options,
      context,
    ),
];

module.exports = { name: '@sales-cdc/nx-cdk', createNodesV2 };
