import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workspaceRoot } from '../../../tools/workspace/nx.mjs';

/** Runs the pipeline of sales in a local cloud, with sales that flow, until `stop`; resolves when it serves. */
export const serveSales = async (isBuilt) => {
  const main = isBuilt ? 'apps/local/dist/main.mjs' : 'tools/workspace/start.mjs';
  const child = spawn(process.execPath, [join(workspaceRoot, main), '--ephemeral', '--port', '0'], {
    cwd: workspaceRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const endpoint = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text);
      output += text;
      const [, url] = /Local cloud at (http:\/\/127\.0\.0\.1:\d+)/.exec(output) ?? [];
      if (url) resolve(url);
    });
    void closed.then(([code]) => reject(new Error(`The local cloud ended with ${code} before it served.`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await closed;
  };
  return { endpoint, stop };
};
