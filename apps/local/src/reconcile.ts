import type { Finding } from '@sales-cdc/recovery';

export interface Reconciliation {
  /** Sales of the table. */
  readonly sales: number;
  /** Sales whose latest change is neither in the lake nor in the error output, by key. */
  readonly lost: readonly string[];
  /** Sales that `sales_current` holds more than once, or that the table no longer has, by key. */
  readonly duplicates: readonly string[];
}

/** What findings amount to for a run that knows which sales are in the error output. */
export const judge = (
  sales: number,
  findings: readonly Finding[],
  isRejected: (saleId: string) => boolean,
): Reconciliation => {
  const lost: string[] = [];
  const duplicates: string[] = [];
  for (const { kind, key } of findings)
    if (kind === 'twice') duplicates.push(key);
    else if (!isRejected(key)) (kind === 'extra' ? duplicates : lost).push(key);
  return { sales, lost, duplicates };
};
