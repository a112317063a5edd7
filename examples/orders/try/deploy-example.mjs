import { runCommand } from './run-command.mjs';

/** Deploys the installed example by the CDK CLI to a local cloud, as its team deploys it to AWS. */
export const deployExample = async (folder, endpoint) => {
  const environment = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
    AWS_PROFILE: '',
    CDK_DISABLE_CLI_TELEMETRY: '1',
  };
  await runCommand('npx', ['cdk', 'bootstrap', 'aws://000000000000/us-east-1', '--ci'], folder, environment);
  const flags = ['--require-approval', 'never', '--ci', '--progress', 'events'];
  await runCommand('npm', ['run', 'deploy', '--silent', '--', ...flags], folder, environment);
};
