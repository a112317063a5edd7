import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib';
import type { ObjectBody } from './object-body.js';

const deflate = promisify(deflateRaw);

/** Large enough to compress well, small enough for hundreds of partitions to be open at once. */
const BLOCK_BYTES = 128 * 1024;
/** Below this the way to the thread pool and back costs more than the work. */
const SMALL_BLOCK_BYTES = 64 * 1024;
/** Magic, method deflate, no flags, no time, no hints, unknown system: RFC 1952. */
const HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
/** A last, empty block, which ends a deflate stream: RFC 1951. */
const END = Uint8Array.of(0x03, 0x00);

/**
 * One gzip member, compressed block by block as data comes in, so that an object of 64 MiB never lies in memory
 * uncompressed. Blocks are compressed beside each other on the thread pool and joined in their order.
 *
 * Law: what `finish` gives unzips to the concatenation of what was appended.
 */
export class GzipBody implements ObjectBody {
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #heldBytes = 0;
  #totalBytes = 0;
  #checksum = 0;
  readonly #blocks: Promise<Uint8Array>[] = [];

  get heldBytes(): number {
    return this.#heldBytes;
  }

  append(chunk: Uint8Array): void {
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.byteLength;
    this.#heldBytes += chunk.byteLength;
    if (this.#pendingBytes >= BLOCK_BYTES) this.#compressPending();
  }

  async finish(): Promise<Uint8Array> {
    this.#compressPending();
    return Buffer.concat([HEADER, ...(await Promise.all(this.#blocks)), END, this.#trailer()]);
  }

  #compressPending(): void {
    if (this.#pendingBytes === 0) return;
    const block = Buffer.concat(this.#pending, this.#pendingBytes);
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#checksum = crc32(block, this.#checksum);
    this.#totalBytes += block.byteLength;
    this.#blocks.push(this.#compress(block));
  }

  async #compress(block: Uint8Array): Promise<Uint8Array> {
    // A synchronous flush ends on a whole byte, so blocks can stand one after the other.
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    const isSmall = block.byteLength < SMALL_BLOCK_BYTES;
    const compressed = isSmall ? deflateRawSync(block, options) : await deflate(block, options);
    this.#heldBytes += compressed.byteLength - block.byteLength;
    return compressed;
  }

  #trailer(): Uint8Array {
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(this.#checksum, 0);
    trailer.writeUInt32LE(this.#totalBytes % 2 ** 32, 4);
    return trailer;
  }
}
