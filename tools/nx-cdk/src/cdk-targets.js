// @ts-check
/* global __dirname */
const { join } = require('node:path');

/** The key of cdk.json's context that lists the stages of an app; the first is the default. */
const STAGES_KEY = '@sales-cdc/nx-cdk:stages';

/**
 * The part of a cdk.json that decides about targets.
 * @typedef {{ output?: string, context?: Record<string, unknown> }} CdkJson
 * @typedef {import('@nx/devkit').TargetConfiguration} Target
 */

/**
 * The stages that a cdk.json names, or none. Names become parts of commands and paths, hence the narrow alphabet.
 * @param {CdkJson} cdkJson
 * @returns {readonly string[]}
 */
const stagesOf = ({ context }) => {
  const stages = context?.[STAGES_KEY];
  if (stages === undefined) return [];
  const isName = (/** @type {unknown} */ stage) => typeof stage === 'string' && /^[a-z0-9][a-z0-9-]*$/i.test(stage);
  if (!Array.isArray(stages) || stages.length === 0 || !stages.every(isName))
    throw new Error(
      `The context key "${STAGES_KEY}" of cdk.json must be a list of names made of letters, digits and hyphens.`,
    );
  return stages;
};

/**
 * A target that runs the CDK CLI in the project: one command, or one for each stage as configurations of the target.
 *
 * A stage is also put in the environment, because that is where the outputs of a target can read it from.
 * @param {string} projectRoot
 * @param {readonly string[]} stages
 * @param {(stage?: string) => string} commandFor
 * @param {Partial<Target>} rest
 * @returns {Target}
 */
const cdkTarget = (projectRoot, stages, commandFor, rest) => {
  const target = { executor: 'nx:run-commands', ...rest };
  if (stages.length === 0) return { ...target, options: { cwd: projectRoot, command: commandFor() } };
  return {
    ...target,
    options: { cwd: projectRoot },
    defaultConfiguration: stages[0],
    configurations: Object.fromEntries(
      stages.map((stage) => [stage, { command: commandFor(stage), env: { CDK_STAGE: stage } }]),
    ),
  };
};

const LOCAL_ENVIRONMENT = 'aws://000000000000/us-east-1';
const BOOTSTRAP_ONCE = `node ${JSON.stringify(join(__dirname, 'bootstrap-once.mjs'))} ${LOCAL_ENVIRONMENT}`;

/** Where a local cloud listens, and credentials that it takes: any do. Nothing of the caller's own account is reached. */
const LOCAL_CLOUD = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  // The SDK in the CLI says at every start that later versions of it will want a newer Node. This version does not.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  NO_PROXY: '127.0.0.1',
  no_proxy: '127.0.0.1',
};

/**
 * A target with one more configuration, `local`: the same commands against a local cloud, for the first stage.
 * @param {Target} target
 * @param {readonly string[]} commands
 * @param {string | undefined} stage
 * @returns {Target}
 */
const withLocal = (target, commands, stage) => ({
  ...target,
  configurations: {
    ...target.configurations,
    local: {
      ...(commands.length === 1 ? { command: commands[0] } : { commands, parallel: false }),
      env: { ...LOCAL_CLOUD, ...(stage && { CDK_STAGE: stage }) },
    },
  },
});

/**
 * The targets of a project with a cdk.json. `synth` writes the cloud assembly and is cached; the others act on the
 * assembly that `synth` of the same stage wrote, so what is reviewed, run locally and deployed is one thing.
 * @param {string} projectRoot
 * @param {CdkJson} cdkJson
 * @returns {Record<string, Target>}
 */
const cdkTargets = (projectRoot, cdkJson) => {
  const stages = stagesOf(cdkJson);
  const output = cdkJson.output ?? 'cdk.out';
  const assembly = (/** @type {string | undefined} */ stage) => (stage ? `${output}/${stage}` : output);
  const onAssembly = (/** @type {string} */ command, /** @type {string} */ flags = '') =>
    cdkTarget(projectRoot, stages, (stage) => commandOn(stage, command, flags), { dependsOn: ['synth'] });
  const commandOn = (
    /** @type {string | undefined} */ stage,
    /** @type {string} */ command,
    /** @type {string} */ flags,
  ) => `cdk ${command} --app ${assembly(stage)}${flags}`;
  const [firstStage] = stages;
  const locally = (/** @type {Target} */ target, /** @type {string[]} */ ...commands) =>
    withLocal(target, commands, firstStage);
  // Nx gives the CLI no one to ask; changes of permissions are reviewed with diff. The outputs are for the app's clients.
  const deployFlags = ' --all --require-approval never --outputs-file cdk-outputs.json';

  return {
    synth: cdkTarget(
      projectRoot,
      stages,
      (stage) => `cdk synth --quiet --output ${assembly(stage)}${stage ? ` --context stage=${stage}` : ''}`,
      {
        dependsOn: ['^build'],
        cache: true,
        inputs: [
          'production',
          '^production',
          { dependentTasksOutputFiles: '**/*.{js,cjs,mjs}' },
          { externalDependencies: ['aws-cdk', 'aws-cdk-lib', 'constructs'] },
        ],
        outputs: [`{projectRoot}/${output}${stages.length > 0 ? '/{options.env.CDK_STAGE}' : ''}`],
      },
    ),
    diff: locally(onAssembly('diff'), commandOn(firstStage, 'diff', '')),
    // A local cloud that is new is bootstrapped on the way; one that is bootstrapped is left as it is.
    deploy: locally(onAssembly('deploy', deployFlags), BOOTSTRAP_ONCE, commandOn(firstStage, 'deploy', deployFlags)),
    destroy: locally(onAssembly('destroy', ' --all'), commandOn(firstStage, 'destroy', ' --all --force')),
    bootstrap: locally(
      { executor: 'nx:run-commands', options: { cwd: projectRoot, command: 'cdk bootstrap' } },
      `cdk bootstrap ${LOCAL_ENVIRONMENT}`,
    ),
  };
};

module.exports = { STAGES_KEY, cdkTargets };
