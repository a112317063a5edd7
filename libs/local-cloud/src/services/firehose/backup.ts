import type { CloudContext } from '../../core/cloud-context.js';
import type { Destination } from './delivery/destination.js';
import type { ShardLedger } from './source/shard-ledger.js';
import type { SourceRecord } from './source/source-record.js';

/**
 * The source records as they came, in objects of their own: neither waits for the other, the delivery or its backup.
 * https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html
 */
export class Backup {
  constructor(
    private readonly destination: Destination,
    private readonly context: CloudContext,
  ) {}

  get heldBytes(): number {
    return this.destination.heldBytes;
  }

  get delivered(): number {
    return this.destination.counts.delivered;
  }

  take(records: readonly SourceRecord[], ledger: ShardLedger): void {
    const [first, last] = [records[0], records.at(-1)];
    if (!first || !last) return;
    const batch = ledger.open(last.sequenceNumber, records.length, first.arrivalMs);
    const attempts = { attemptsMade: 1, endedAtMs: this.context.clock.now() };
    for (const record of records) this.destination.add(record, record.data, {}, attempts, batch);
  }

  deliverAll(): Promise<void> {
    return this.destination.deliverAll();
  }

  deliverDue(signal: AbortSignal): Promise<void> {
    return this.destination.deliverDue(signal);
  }
}
