// @ts-check

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
    cdkTarget(projectRoot, stages, (stage) => `cdk ${command} --app ${assembly(stage)}${flags}`, {
      dependsOn: ['synth'],
    });

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
    diff: onAssembly('diff'),
    // Nx gives the CLI no one to ask; changes of permissions are reviewed with diff.
    deploy: onAssembly('deploy', ' --all --require-approval never'),
    destroy: onAssembly('destroy', ' --all'),
  };
};

module.exports = { STAGES_KEY, cdkTargets };
