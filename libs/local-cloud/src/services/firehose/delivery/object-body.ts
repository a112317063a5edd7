/** The content of an object while it grows. */
export interface ObjectBody {
  /** What it keeps in memory. */
  readonly heldBytes: number;
  append(chunk: Uint8Array): void;
  /** The whole content. Nothing may be appended afterwards. */
  finish(): Promise<Uint8Array>;
}

export class PlainBody implements ObjectBody {
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;

  get heldBytes(): number {
    return this.#bytes;
  }

  append(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.byteLength;
  }

  async finish(): Promise<Uint8Array> {
    return Buffer.concat(this.#chunks, this.#bytes);
  }
}
