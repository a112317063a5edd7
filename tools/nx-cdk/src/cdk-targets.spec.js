/* global describe, expect, it */
const { STAGES_KEY, cdkTargets } = require('./cdk-targets.js');

const staged = { output: 'dist/cdk.out', context: { [STAGES_KEY]: ['dev', 'prod'] } };

describe('the targets of a CDK app with stages', () => {
  const targets = cdkTargets('apps/infra', staged);

  it('are synth, diff, deploy and destroy, run in the project', () => {
    expect(Object.keys(targets)).toEqual(['synth', 'diff', 'deploy', 'destroy']);
    for (const target of Object.values(targets)) expect(target.options).toEqual({ cwd: 'apps/infra' });
  });

  it('have a configuration for each stage, the first being the default', () => {
    for (const target of Object.values(targets)) {
      expect(Object.keys(target.configurations)).toEqual(['dev', 'prod']);
      expect(target.defaultConfiguration).toBe('dev');
    }
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
    expect(targets.deploy.configurations.dev.command).toMatch(/--require-approval never$/);
    expect(targets.destroy.configurations.dev.command).not.toContain('--force');
  });
});

describe('the targets of a CDK app without stages', () => {
  it('are plain commands on one assembly', () => {
    const { synth, deploy } = cdkTargets('apps/other', {});
    expect(synth.options).toEqual({ cwd: 'apps/other', command: 'cdk synth --quiet --output cdk.out' });
    expect(synth.outputs).toEqual(['{projectRoot}/cdk.out']);
    expect(synth.configurations).toBeUndefined();
    expect(deploy.options.command).toBe('cdk deploy --app cdk.out --all --require-approval never');
  });
});

describe('a list of stages that is none', () => {
  it.each([['dev'], [[]], [['dev', 1]], [['dev; rm -rf /']], [['../dev']]])('is refused: %j', (stages) => {
    expect(() => cdkTargets('apps/infra', { context: { [STAGES_KEY]: stages } })).toThrow(/must be a list of names/);
  });
});
