/** What an iterator gave first and all that follows, for whoever had to look at the first before deciding what to do with all. */
export async function* rejoined<T>(head: IteratorResult<T, unknown>, rest: AsyncIterator<T>): AsyncGenerator<T> {
  try {
    let item = head;
    while (item.done !== true) {
      yield item.value;
      item = await rest.next();
    }
  } finally {
    await rest.return?.();
  }
}
