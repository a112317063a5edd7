/* global afterEach, beforeEach, describe, expect, it */
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createNodesV2, name } = require('./index.js');

describe('the plugin', () => {
  let workspaceRoot;
  beforeEach(() => {
    workspaceRoot = mkdtempSync(join(tmpdir(), 'nx-cdk-'));
    mkdirSync(join(workspaceRoot, 'apps/infra'), { recursive: true });
    writeFileSync(join(workspaceRoot, 'apps/infra/cdk.json'), JSON.stringify({ app: 'node main.js', output: 'out' }));
  });
  afterEach(() => rmSync(workspaceRoot, { recursive: true }));

  it('is known to Nx by its package name', () => {
    expect(name).toBe('@sales-cdc/nx-cdk');
  });

  it('gives targets to the project that holds a cdk.json', async () => {
    const [glob, createNodes] = createNodesV2;
    const results = await createNodes(['apps/infra/cdk.json'], {}, { workspaceRoot, nxJsonConfiguration: {} });

    expect(glob).toBe('**/cdk.json');
    const [[file, { projects }]] = results;
    expect(file).toBe('apps/infra/cdk.json');
    expect(projects['apps/infra'].targets.synth.outputs).toEqual(['{projectRoot}/out']);
  });
});
