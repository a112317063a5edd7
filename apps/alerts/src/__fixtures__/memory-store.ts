import { IdempotencyItemAlreadyExistsError, IdempotencyRecordStatus } from '@aws-lambda-powertools/idempotency';
import { BasePersistenceLayer, IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';

/** A store of idempotency that forgets with the process, and keeps the promises of the DynamoDB one that matter here. */
export class MemoryStore extends BasePersistenceLayer {
  readonly records = new Map<string, IdempotencyRecord>();

  protected override async _putRecord(record: IdempotencyRecord): Promise<void> {
    const existing = this.records.get(record.idempotencyKey);
    if (existing) throw new IdempotencyItemAlreadyExistsError('It exists.', existing);
    this.records.set(record.idempotencyKey, record);
  }

  protected override async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.records.set(record.idempotencyKey, record);
  }

  protected override async _deleteRecord({ idempotencyKey }: IdempotencyRecord): Promise<void> {
    this.records.delete(idempotencyKey);
  }

  protected override async _getRecord(idempotencyKey: string): Promise<IdempotencyRecord> {
    const record = this.records.get(idempotencyKey);
    if (!record) throw new Error(`There is no record ${idempotencyKey}.`);
    return record;
  }

  /** How many publications are noted as done. */
  get completed(): number {
    return [...this.records.values()].filter((one) => one.getStatus() === IdempotencyRecordStatus.COMPLETED).length;
  }

  /** As if no invocation that noted something had ended yet. */
  reopen(): void {
    for (const idempotencyKey of this.records.keys())
      this.records.set(
        idempotencyKey,
        new IdempotencyRecord({ idempotencyKey, status: IdempotencyRecordStatus.INPROGRESS }),
      );
  }
}
