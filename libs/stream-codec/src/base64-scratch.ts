/**
 * Turns base64 into text and back in one piece of memory that is used again and again: a batch needs no buffer per
 * record, which is a fifth of the time that a record takes. Not to be shared between batches.
 */
export class Base64Scratch {
  #bytes = Buffer.allocUnsafe(8192);

  /** The text of base64 data; throws when its bytes are not UTF-8. */
  decode(data: string): string {
    const length = this.#sized(data.length).write(data, 'base64');
    const text = this.#bytes.toString('utf8', 0, length);
    // Bad bytes become U+FFFD; whether one stood there already, only the strict decoder knows.
    if (text.includes('\uFFFD')) new TextDecoder('utf-8', { fatal: true }).decode(this.#bytes.subarray(0, length));
    return text;
  }

  /** The base64 of a text's UTF-8. */
  encode(text: string): string {
    const length = this.#sized(3 * text.length).write(text);
    return this.#bytes.toString('base64', 0, length);
  }

  /** One UTF-16 unit takes at most three bytes of UTF-8. */
  #sized(bytes: number): Buffer {
    if (this.#bytes.length < bytes) this.#bytes = Buffer.allocUnsafe(2 * bytes);
    return this.#bytes;
  }
}
