import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '@sales-cdc/deployment';
import { rejoined } from './rejoined.js';

/** RFC 1952, the first two bytes of every gzip file. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
  Z_DATA_ERROR: 'its gzip data is damaged',
  Z_BUF_ERROR: 'its gzip data ends too early',
};

/** The bytes of a file, unpacked when it is gzip, which its first bytes tell and not its name. Throws a UserError when it cannot be read. */
export async function* readBytes(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* unpacked(createReadStream(path) as AsyncIterable<Uint8Array>);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reason = REASONS[code] ?? message;
    throw new UserError(`Cannot read ${path}: ${reason}.`, { cause: error });
  }
}

async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  const start = await chunks.next();
  if (start.done === true) return;
  const all = rejoined(start, chunks);
  if (!isGzip(start.value)) {
    yield* all;
    return;
  }
  const unzipped = createGunzip();
  // The error, if any, comes out of the loop that reads `unzipped`.
  pipeline(Readable.from(all), unzipped, () => undefined);
  yield* unzipped as AsyncIterable<Uint8Array>;
}
