import type { CloudContext } from '../../core/cloud-context.js';
import { systemDisk } from '../../core/disk.js';
import { ManualClock } from '../../core/manual-clock.js';
import { createSts } from './index.js';

describe('STS', () => {
  it('tells the caller that it is the root of the account', async () => {
    const context: CloudContext = {
      partition: 'aws',
      region: 'eu-west-1',
      accountId: '123456789012',
      dataDirectory: '',
      disk: systemDisk,
      clock: new ManualClock(),
      observer: {},
      limits: 'aws',
      random: () => 0.5,
    };
    expect(
      await createSts(context, { admit: () => undefined, find: () => undefined }).api.GetCallerIdentity({}),
    ).toEqual({
      UserId: '123456789012',
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:root',
    });
  });
});
