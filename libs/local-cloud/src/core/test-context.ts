import type { CloudContext } from './cloud-context.js';
import { systemDisk } from './disk.js';
import { ManualClock } from './manual-clock.js';

/** The context of a cloud in a spec: time passes when the spec says so, and randomness repeats itself. */
export const testContext = (dataDirectory: string, overrides: Partial<CloudContext> = {}): CloudContext => ({
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '123456789012',
  dataDirectory,
  disk: systemDisk,
  clock: new ManualClock(),
  observer: {},
  limits: 'aws',
  random: () => 0.5,
  ...overrides,
});
