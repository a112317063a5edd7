import { compareKeys, lowerBound } from './key-order.js';
import type { ObjectMetadata } from './object-metadata.js';

/** The objects of one bucket by key, and in the order in which S3 lists them. */
export class ObjectIndex {
  readonly #byKey: Map<string, ObjectMetadata>;
  readonly #sortedKeys: string[];

  constructor(objects: readonly ObjectMetadata[] = []) {
    this.#byKey = new Map(objects.map((object) => [object.key, object]));
    this.#sortedKeys = [...this.#byKey.keys()].sort(compareKeys);
  }

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): ObjectMetadata | undefined {
    return this.#byKey.get(key);
  }

  set(object: ObjectMetadata): void {
    if (!this.#byKey.has(object.key)) this.#sortedKeys.splice(lowerBound(this.#sortedKeys, object.key), 0, object.key);
    this.#byKey.set(object.key, object);
  }

  delete(key: string): void {
    if (this.#byKey.delete(key)) this.#sortedKeys.splice(lowerBound(this.#sortedKeys, key), 1);
  }

  /** The objects whose keys begin with the prefix and are not before `from`, in order. */
  *under(prefix: string, from = ''): Generator<ObjectMetadata> {
    const start = compareKeys(prefix, from) > 0 ? prefix : from;
    for (let position = lowerBound(this.#sortedKeys, start); position < this.#sortedKeys.length; position++) {
      const object = this.#byKey.get(this.#sortedKeys[position] ?? '');
      if (!object?.key.startsWith(prefix)) return;
      yield object;
    }
  }
}
