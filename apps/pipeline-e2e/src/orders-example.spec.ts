import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const TRY = join(import.meta.dirname, '..', '..', '..', 'examples', 'orders', 'try.mjs');

/** The example is installed as its team would install it: from packed packages, and what they need from the registry. */
const canInstall = (): boolean => {
  try {
    execFileSync('npm', ['view', 'constructs', 'version'], { stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
};

const hasRegistry = canInstall();
if (!hasRegistry) console.warn('No registry of packages answers: the story of examples/orders is skipped.');

(hasRegistry ? describe : describe.skip)('Another team', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'orders-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('deploys orders from packed packages, outside the workspace, beside the sales stack, and asks SQL for lines', async () => {
    // Nx asks for colours, which the expectations do not know.
    const env = { ...process.env, FORCE_COLOR: '0' };
    const { stdout } = await execute(process.execPath, [TRY, '--built', '--folder', folder], {
      env,
      maxBuffer: 2 ** 24,
    });
    expect(stdout).toContain('✅  orders-cdc-dev');
    expect(stdout).toMatch(/'o-1'\s+│ 'laptop' │ '1'\s+│ '999\.9000' │ 'EUR'/);
    expect(stdout).toMatch(/'o-1'\s+│ 'mouse'\s+│ '3'\s+│ '59\.8500'\s+│ 'EUR'/);
    expect(stdout).toMatch(/Meanwhile, in the other stack\n[^]*'EUR'\s+│ '\d+'/);
  }, 300_000);
});
