import { AwsError } from '@sales-cdc/aws-wire';
import { createHash } from 'node:crypto';
import type { Clock } from '../../../core/clock.js';
import { canonicalJson } from '../canonical-json.js';
import { keysUnder, type BatchOperation, type LevelDatabase } from '../level-store.js';

const PREFIX = 'transaction~';
const LIFETIME_MS = 10 * 60 * 1000;

/** A transaction that was committed. */
interface Committed {
  readonly digest: string;
  readonly committedAtMs: number;
}

/**
 * Client request tokens of the last ten minutes. A token is written in the batch of its transaction, so it is known if,
 * and only if, the transaction was committed, also after a kill.
 */
export class TransactionTokens {
  readonly #running = new Set<string>();

  constructor(
    private readonly level: LevelDatabase,
    private readonly clock: Clock,
  ) {}

  /** Commits, unless that was done before under this token. `commit` writes what it is given along with its items. */
  async once(
    token: string | undefined,
    request: unknown,
    commit: (also: readonly BatchOperation[]) => Promise<void>,
  ): Promise<void> {
    if (token === undefined) return commit([]);
    if (this.#running.has(token))
      throw new AwsError(
        'TransactionInProgressException',
        'The transaction with the given request token is already in progress.',
      );
    this.#running.add(token);
    try {
      const digest = createHash('sha256').update(canonicalJson(request)).digest('base64');
      if (await this.#isKnown(token, digest)) return;
      const value: Committed = { digest, committedAtMs: this.clock.now() };
      await commit([{ type: 'put', key: PREFIX + token, value }]);
    } finally {
      this.#running.delete(token);
    }
  }

  async #isKnown(token: string, digest: string): Promise<boolean> {
    const known = (await this.level.get(PREFIX + token)) as Committed | undefined;
    if (!known || this.#isOver(known)) return false;
    if (known.digest === digest) return true;
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'The request uses the same client token as a previous, but non-identical request.',
    );
  }

  /** Forgets what is older than ten minutes. */
  async trim(): Promise<void> {
    const over: BatchOperation[] = [];
    for await (const key of this.level.keys(keysUnder(PREFIX))) {
      const known = (await this.level.get(key)) as Committed | undefined;
      if (known && this.#isOver(known)) over.push({ type: 'del', key });
    }
    await this.level.batch(over);
  }

  #isOver({ committedAtMs }: Committed): boolean {
    return this.clock.ageMs(committedAtMs) > LIFETIME_MS;
  }
}
