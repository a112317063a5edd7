// `npm test`: lint, typecheck and tests of every project, then one line that sums the tests up.
import { runNx } from './nx.mjs';

const startedAt = Date.now();
let output = '';
const code = await runNx(
  ['run-many', '-t', 'lint', 'typecheck', 'test', '--outputStyle=static', ...process.argv.slice(2)],
  (text) => {
    output += text;
    process.stdout.write(text);
  },
);

/** Jest closes each project with `Tests: 1 failed, 2 skipped, 5 passed, 8 total`; Nx prints that for cached projects too. */
// eslint-disable-next-line no-control-regex -- strips terminal colours
const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
const total = (word) =>
  [...plain.matchAll(/^\s*Tests:\s.*$/gm)]
    .map(([line]) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0))
    .reduce((sum, count) => sum + count, 0);

const [passed, failed, skipped] = [total('passed'), total('failed'), total('skipped')];
console.log(
  `\nlint, typecheck and tests ${code === 0 ? 'are green' : 'FAILED'} after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
);
if (passed + failed === 0) console.error('No test ran.');
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(code !== 0 || failed > 0 || passed === 0 ? 1 : 0);
