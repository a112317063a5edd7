import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';

/** The lines of a gzip'd body, a few at a time in memory. Throws what zlib says of a body that is damaged or cut short. */
export async function* unzippedLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of unzipped(body)) {
    // Not readline, which also ends a line at characters that JSON may hold.
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') yield line;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

const unzipped = (body: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> => {
  const source = Readable.from(body, { objectMode: false });
  const unpacked = source.pipe(createGunzip());
  source.once('error', (error) => unpacked.destroy(error));
  return unpacked;
};

/** A body as the SDK gives it (a stream), or as it lies in memory, in chunks. */
export async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body;
  else if (body !== undefined) yield* body as AsyncIterable<Uint8Array>;
}
