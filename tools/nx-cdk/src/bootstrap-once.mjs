// Bootstraps the local cloud that AWS_ENDPOINT_URL names, unless it is: asking is a hundred times faster than doing it again.
import { spawn } from 'node:child_process';
import { VERSION_PARAMETER, versionRequest } from './version-request.mjs';

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';

const isBootstrapped = async () => {
  const answer = await fetch(endpoint, versionRequest()).catch(() => undefined);
  if (!answer) {
    console.error(`No local cloud answers at ${endpoint}. Start one first: npm start -- --no-sales`);
    process.exit(1);
  }
  if (answer.ok) return true;
  const { __type: code = '' } = await answer.json().catch(() => ({}));
  if (!code.includes('ParameterNotFound')) {
    console.error(
      `What answers at ${endpoint} does not say whether ${VERSION_PARAMETER} is there: ${answer.status} ${code}`,
    );
    process.exit(1);
  }
  return false;
};

if (!(await isBootstrapped())) {
  const bootstrap = spawn('cdk', ['bootstrap', ...process.argv.slice(2)], { stdio: 'inherit', shell: true });
  bootstrap.once('exit', (code) => process.exit(code ?? 1));
}
