import { AwsError } from '@sales-cdc/aws-wire';
import { canonicalJson } from '../canonical-json.js';
import type { CloudContext } from '../../../core/cloud-context.js';
import { keysUnder, type LevelDatabase } from '../level-store.js';
import type { DynamoDbPorts } from '../ports.js';
import type { Table } from '../tables.js';
import type { ExportRecord, ExportRequest } from './export-record.js';
import { writeExport } from './write-export.js';

const PREFIX = 'export~';
/** How long a ClientToken stands for its request. */
const TOKEN_LIFETIME_MS = 8 * 60 * 60 * 1000;

/**
 * The exports of the account, on disk: those that ran when the process ended have failed.
 * Differs: AWS forgets them after 90 days; here they stay.
 */
export class Exports implements AsyncDisposable {
  readonly #running = new Set<Promise<void>>();

  private constructor(
    private readonly level: LevelDatabase,
    private readonly context: CloudContext,
    private readonly ports: DynamoDbPorts,
    private readonly records: Map<string, ExportRecord>,
  ) {}

  static async open(level: LevelDatabase, context: CloudContext, ports: DynamoDbPorts): Promise<Exports> {
    const exports = new Exports(level, context, ports, new Map());
    for await (const row of level.values(keysUnder(PREFIX))) {
      const record = row as ExportRecord;
      if (record.status === 'IN_PROGRESS')
        await exports.#save(failed(record, 'The local cloud was stopped while the export ran.', context));
      else exports.records.set(record.arn, record);
    }
    return exports;
  }

  /** By their ARN. */
  all(): readonly ExportRecord[] {
    return [...this.records.values()].sort((left, right) => (left.arn < right.arn ? -1 : 1));
  }

  find(arn: string): ExportRecord | undefined {
    return this.records.get(arn);
  }

  /** Begins an export, or finds the one that the same request began before. Throws an ExportConflictException. */
  async start(request: ExportRequest, { description: { TableArn, TableId, TableName } }: Table): Promise<ExportRecord> {
    const wanted = { ...request, TableArn };
    const before = this.#withToken(wanted);
    if (before) return before;
    const { s3 } = this.ports;
    if (!s3) throw new AwsError('InternalServerError', 'There is no S3 that the table could be exported to.', 500);
    const startedAtMs = this.context.clock.now();
    const record: ExportRecord = {
      arn: this.#newArn(TableArn, startedAtMs),
      request: wanted,
      tableId: TableId,
      status: 'IN_PROGRESS',
      startedAtMs,
    };
    await this.#save(record);
    this.#follow(
      writeExport(record, TableName, this.level, s3, this.context).catch((error: unknown) =>
        failed(record, error instanceof Error ? error.message : String(error), this.context, error),
      ),
    );
    return record;
  }

  #withToken(request: ExportRequest): ExportRecord | undefined {
    const { ClientToken: token } = request;
    const isSame = (record: ExportRecord): boolean =>
      token !== undefined &&
      record.request.ClientToken === token &&
      this.context.clock.ageMs(record.startedAtMs) < TOKEN_LIFETIME_MS;
    const before = this.all().find(isSame);
    if (before && canonicalJson(before.request) !== canonicalJson(request))
      throw new AwsError(
        'ExportConflictException',
        `There was a conflict when writing to the specified S3 bucket: the client token ${String(token)} stands for another export.`,
      );
    return before;
  }

  /** Ids begin with the time, so that they sort by it, and no two are the same. */
  #newArn(tableArn: string, nowMs: number): string {
    const random = Math.floor(this.context.random() * 0x1_0000_0000);
    const arn = (number: number): string =>
      `${tableArn}/export/${String(nowMs).padStart(14, '0')}-${(number % 0x1_0000_0000).toString(16).padStart(8, '0')}`;
    let number = random;
    while (this.records.has(arn(number))) number += 1;
    return arn(number);
  }

  #follow(writing: Promise<ExportRecord>): void {
    const done: Promise<void> = writing
      .then((record) => this.#save(record))
      .catch((error: unknown) =>
        this.context.observer.problem?.({
          service: 'DynamoDB',
          resource: 'exports',
          message: `The result of an export could not be kept: ${String(error)}`,
        }),
      )
      .finally(() => this.#running.delete(done));
    this.#running.add(done);
  }

  async #save(record: ExportRecord): Promise<void> {
    await this.level.put(PREFIX + record.arn, record);
    this.records.set(record.arn, record);
  }

  /** Resolves when no export is running. */
  async whenDone(): Promise<void> {
    await Promise.all(this.#running);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.whenDone();
  }
}

/** What S3 refuses is named by its code, as on AWS. */
const failed = (record: ExportRecord, message: string, { clock }: CloudContext, cause?: unknown): ExportRecord => ({
  ...record,
  status: 'FAILED',
  endedAtMs: clock.now(),
  failure: { code: cause instanceof AwsError ? cause.code : 'InternalServerError', message },
});
