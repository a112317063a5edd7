/** What one run of `generator serve` shall do. Undefined: not given. */
export interface ServeOptions {
  /** How many new sales; undefined for all of a file, or without end. */
  readonly sales: number | undefined;
  /** Writes per second; undefined for as fast as they go. */
  readonly rate: number | undefined;
  readonly seed: number | undefined;
  /** Shares of new sales, 0 to 1. */
  readonly updates: number;
  readonly deletes: number;
  /** Whether a return changes the sale that it belongs to instead of being a sale of its own. */
  readonly matchReturns: boolean;
  readonly from: string | undefined;
  readonly json: boolean;
  readonly concurrency: number;
}
