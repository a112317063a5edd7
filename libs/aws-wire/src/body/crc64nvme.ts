// The polynomial of CRC-64/NVME, bits reversed, in two halves: JavaScript has no 64-bit integers that are fast.
const HIGH = 0x9a6c9329;
const LOW = 0xac4bc9b5;

/** The remainder of one byte, as its high and its low half. */
const entry = (byte: number): readonly [high: number, low: number] => {
  let [high, low] = [0, byte];
  for (let bit = 0; bit < 8; bit += 1) {
    const odd = low & 1;
    low = (low >>> 1) | ((high & 1) << 31);
    high >>>= 1;
    if (odd) [high, low] = [high ^ HIGH, low ^ LOW];
  }
  return [high >>> 0, low >>> 0];
};

const ENTRIES = Array.from({ length: 256 }, (_, byte) => entry(byte));
const HIGH_TABLE = Uint32Array.from(ENTRIES, ([high]) => high);
const LOW_TABLE = Uint32Array.from(ENTRIES, ([, low]) => low);

/** CRC-64/NVME of bytes that come piece by piece. */
export class Crc64Nvme {
  #high = 0xffffffff;
  #low = 0xffffffff;

  update(bytes: Uint8Array): void {
    let [high, low] = [this.#high, this.#low];
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (LOW_TABLE[index] as number);
      high = (high >>> 8) ^ (HIGH_TABLE[index] as number);
    }
    [this.#high, this.#low] = [high, low];
  }

  /** Eight bytes, the most significant first. */
  digest(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE((this.#high ^ 0xffffffff) >>> 0, 0);
    bytes.writeUInt32BE((this.#low ^ 0xffffffff) >>> 0, 4);
    return bytes;
  }
}
