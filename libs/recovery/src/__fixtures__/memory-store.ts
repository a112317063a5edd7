import { gunzipSync } from 'node:zlib';
import type { ObjectStore } from '../objects/object-store.js';

/** S3 in memory: one bucket for all names, pages of two keys. */
export class MemoryStore implements ObjectStore {
  readonly objects = new Map<string, Buffer>();

  async ListObjectsV2({
    Prefix = '',
    ContinuationToken = '',
  }: {
    Prefix?: string;
    ContinuationToken?: string | undefined;
  }) {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(Prefix) && key > ContinuationToken).sort();
    const page = keys.slice(0, 2);
    return {
      Contents: page.map((Key) => ({ Key })),
      ...(keys.length > page.length && { NextContinuationToken: page.at(-1) ?? '' }),
    };
  }

  async GetObject({ Key }: { readonly Key: string }): Promise<{ readonly Body?: unknown }> {
    const Body = this.objects.get(Key);
    if (!Body) throw Object.assign(new Error('The specified key does not exist.'), { name: 'NoSuchKey' });
    return { Body };
  }

  async PutObject({ Key, Body }: { readonly Key: string; readonly Body: Uint8Array }): Promise<unknown> {
    this.objects.set(Key, Buffer.from(Body));
    return {};
  }

  async DeleteObject({ Key }: { readonly Key: string }): Promise<unknown> {
    this.objects.delete(Key);
    return {};
  }

  /** The lines of every object under a prefix, by key. */
  lines(prefix: string): Readonly<Record<string, readonly string[]>> {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort();
    return Object.fromEntries(
      keys.map((key) => [
        key,
        this.#text(key)
          .split('\n')
          .filter((line) => line !== ''),
      ]),
    );
  }

  #text(key: string): string {
    const body = this.objects.get(key) ?? Buffer.alloc(0);
    return (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString('utf8');
  }
}
