/** The first `count` of the items; all of them when `count` is undefined. Asks for no item beyond the last it gives. */
export async function* first<T>(items: AsyncIterable<T> | Iterable<T>, count: number | undefined): AsyncGenerator<T> {
  let left = count ?? Infinity;
  if (left <= 0) return;
  for await (const item of items) {
    yield item;
    left -= 1;
    if (left <= 0) return;
  }
}
