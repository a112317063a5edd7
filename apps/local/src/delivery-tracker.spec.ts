import { DeliveryTracker } from './delivery-tracker.js';

describe('DeliveryTracker', () => {
  it('measures a change from its write to its row', () => {
    const tracker = new DeliveryTracker();
    tracker.committed('100', 1_000);
    tracker.arrived('0000100', 1_400);
    expect(tracker.freshness.percentile(0.5)).toBe(400);
    expect(tracker.changesPerSecond).toBe(3);
  });

  it('counts a row that arrives again as redelivered, not as delivered', () => {
    const tracker = new DeliveryTracker();
    tracker.committed('100', 0);
    tracker.arrived('100', 1);
    tracker.arrived('100', 2);
    expect([tracker.delivered, tracker.redelivered]).toEqual([1, 1]);
  });

  it('counts the rows of changes that an earlier run left behind once each', () => {
    const tracker = new DeliveryTracker();
    tracker.committed('200', 0);
    for (const sequenceNumber of ['100', '101', '100']) tracker.arrived(sequenceNumber, 1);
    expect([tracker.changes, tracker.delivered, tracker.redelivered]).toEqual([1, 2, 1]);
    expect(tracker.freshness.percentile(1)).toBeNull();
  });
});
