/** A swap could not be brought to its end: no row is lost, some are there twice until the next run ends it. */
export class UnfinishedSwap extends Error {
  override readonly name = 'UnfinishedSwap';
}
