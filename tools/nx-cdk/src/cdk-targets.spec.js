/* global describe, expect, it */
const { STAGES_KEY, cdkTargets } = require('./cdk-targets.js');

const staged = { output: 'dist/cdk.out', context: { [STAGES_KEY]: ['dev', 'prod'] } };

describe('the targets of a CDK app with stages', () => {
  const targets = cdkTargets('apps/infra', staged);

  const { bootstrap, ...ofStages } = targets;

  it('are synth, diff, deploy, destroy and bootstrap, run in the project', () => {
    expect(Object.keys(targets)).toEqual(['synth', 'diff', 'deploy', 'destroy', 'bootstrap']);
    for (const target of Object.values(targets)) expect(target.options.cwd).toBe('apps/infra');
  });

  it('have a configuration for each stage, the first being the default', () => {
    for (const target of Object.values(ofStages)) {
      expect(Object.keys(target.configurations).filter((name) => name !== 'local')).toEqual(['dev', 'prod']);
      expect(target.defaultConfiguration).toBe('dev');
    }
  });

  it('reach a local cloud, and nothing of the own account, in the configuration local', () => {
    for (const { configurations } of [targets.diff, targets.deploy, targets.destroy, bootstrap])
      expect(configurations.local.env).toMatchObject({
        AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
        AWS_ACCESS_KEY_ID: 'local',
        AWS_PROFILE: '',
      });
    expect(targets.synth.configurations.local).toBeUndefined();
    expect(targets.deploy.configurations.dev.env).toEqual({ CDK_STAGE: 'dev' });
  });

  it('deploy the first stage to a local cloud that is bootstrapped on the way, and destroy it without a question', () => {
    const { commands, parallel } = targets.deploy.configurations.local;
    expect(parallel).toBe(false);
    expect(commands).toEqual([
      expect.stringMatching(/bootstrap-once\.mjs" aws:\/\/000000000000\/us-east-1$/),
      targets.deploy.configurations.dev.command,
    ]);
    expect(targets.destroy.configurations.local.command).toBe('cdk destroy --app dist/cdk.out/dev --all --force');
  });

  it('synthesize each stage into a folder of its own, which is the output that is cached', () => {
    const { command, env } = targets.synth.configurations.prod;
    expect(command).toBe('cdk synth --quiet --output dist/cdk.out/prod --context stage=prod');
    expect(targets.synth.outputs).toEqual(['{projectRoot}/dist/cdk.out/{options.env.CDK_STAGE}']);
    expect(env).toEqual({ CDK_STAGE: 'prod' });
    expect(targets.synth.cache).toBe(true);
  });

  it('deploy, compare and destroy the assembly that synth wrote for the same stage', () => {
    for (const name of ['diff', 'deploy', 'destroy']) {
      expect(targets[name].dependsOn).toEqual(['synth']);
      expect(targets[name].configurations.prod.command).toContain(`cdk ${name} --app dist/cdk.out/prod`);
      expect(targets[name].cache).toBeUndefined();
    }
  });

  it('never ask a question while deploying, and always before destroying', () => {
    expect(targets.deploy.configurations.dev.command).toContain(' --require-approval never');
    expect(targets.destroy.configurations.dev.command).not.toContain('--force');
  });
});

describe('the targets of a CDK app without stages', () => {
  it('are plain commands on one assembly', () => {
    const { synth, deploy, diff } = cdkTargets('apps/other', {});
    expect(diff.configurations.local.command).toBe('cdk diff --app cdk.out');
    expect(synth.options).toEqual({ cwd: 'apps/other', command: 'cdk synth --quiet --output cdk.out' });
    expect(synth.outputs).toEqual(['{projectRoot}/cdk.out']);
    expect(synth.configurations).toBeUndefined();
    expect(deploy.options.command).toBe(
      'cdk deploy --app cdk.out --all --require-approval never --outputs-file cdk-outputs.json',
    );
  });
});

describe('a list of stages that is none', () => {
  it.each([['dev'], [[]], [['dev', 1]], [['dev; rm -rf /']], [['../dev']]])('is refused: %j', (stages) => {
    expect(() => cdkTargets('apps/infra', { context: { [STAGES_KEY]: stages } })).toThrow(/must be a list of names/);
  });
});
