import type { NamedQuery } from '@aws-sdk/client-athena';
import type { CloudContext } from '../../core/cloud-context.js';
import { LongNumberFiles } from './engine/exact-numbers.js';
import { invalidRequest } from './errors.js';
import type { AthenaPorts } from './ports.js';
import { isFinished, type QueryRecord } from './query-execution.js';
import { PreparedStatements } from './prepared-statements/prepared-statements.js';
import { QuerySlots } from './query-slots.js';
import { primaryWorkGroup, type WorkGroupRecord } from './work-group.js';

/** Differs: AWS keeps the history of 45 days. */
const MOST_FINISHED_QUERIES = 1000;
/** Each has an engine of its own with up to 256 MB. Differs: AWS runs 200 at a time. */
const MOST_RUNNING_QUERIES = 4;

/**
 * Work groups, named queries, prepared statements and the history of queries, all in memory: the template brings the first
 * three at each start.
 */
export class AthenaState {
  readonly workGroups = new Map<string, WorkGroupRecord>();
  readonly namedQueries = new Map<string, NamedQuery>();
  readonly namedQueryIdsByToken = new Map<string, string>();
  readonly preparedStatements = new PreparedStatements();
  readonly slots = new QuerySlots(MOST_RUNNING_QUERIES);
  readonly longNumberFiles = new LongNumberFiles();
  /** By id, in the order of their start. */
  readonly #queries = new Map<string, QueryRecord>();
  readonly #ends = new Map<string, Promise<void>>();
  readonly #byToken = new Map<string, QueryRecord>();

  constructor(
    readonly context: CloudContext,
    readonly ports: AthenaPorts,
  ) {
    const primary = primaryWorkGroup(context.clock.now());
    this.workGroups.set(primary.name, primary);
  }

  workGroup(name = 'primary'): WorkGroupRecord {
    const found = this.workGroups.get(name);
    if (!found) throw invalidRequest(`WorkGroup ${name} is not found.`);
    return found;
  }

  query(id: string | undefined): QueryRecord {
    const found = this.#queries.get(id ?? '');
    if (!found) throw invalidRequest(`QueryExecution ${id ?? ''} was not found`);
    return found;
  }

  /** Newest first. */
  queries(): readonly QueryRecord[] {
    return [...this.#queries.values()].reverse();
  }

  queryOfToken(token: string): QueryRecord | undefined {
    return this.#byToken.get(token);
  }

  /** Takes the query into the history and lets it run when there is room. */
  submit(query: QueryRecord, token: string | undefined, run: () => Promise<void>): void {
    this.#queries.set(query.id, query);
    if (token !== undefined) this.#byToken.set(token, query);
    this.#ends.set(query.id, this.slots.run(run));
    this.#forgetOldest();
  }

  /** Resolves when the query has ended in whatever way. */
  async ended(id: string): Promise<void> {
    await this.#ends.get(this.query(id).id);
  }

  /** Ends all that runs or waits. */
  async close(): Promise<void> {
    for (const query of this.#queries.values()) {
      if (!isFinished(query)) query.state = 'CANCELLED';
      query.interrupt?.();
    }
    await Promise.all(this.#ends.values());
  }

  #forgetOldest(): void {
    for (const query of this.#queries.values()) {
      if (this.#queries.size <= MOST_FINISHED_QUERIES) return;
      if (isFinished(query)) this.#forget(query);
    }
  }

  #forget(query: QueryRecord): void {
    this.#queries.delete(query.id);
    this.#ends.delete(query.id);
    for (const [token, other] of this.#byToken) if (other === query) this.#byToken.delete(token);
  }
}
