/**
 * The same work for one record after the other, until one fails: all behind it fail without being tried, because Lambda
 * brings them again behind it. So what is published stays in order. `onFailure` is told of the first.
 */
export const inOrder = <Item>(
  work: (item: Item) => Promise<void>,
  onFailure: (error: Error) => void,
): ((item: Item) => Promise<void>) => {
  let hasFailed = false;
  return async (item) => {
    if (hasFailed) throw new Error('It waits for the record before it, which failed.');
    try {
      await work(item);
    } catch (cause) {
      hasFailed = true;
      const error = cause instanceof Error ? cause : new Error(String(cause), { cause });
      onFailure(error);
      throw error;
    }
  };
};
