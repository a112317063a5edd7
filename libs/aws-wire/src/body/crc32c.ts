const POLYNOMIAL = 0x82f63b78;

const entry = (byte: number): number => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value >>> 0;
};

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => entry(byte));

/**
 * CRC-32C (Castagnoli) of the bytes, as an unsigned number; `before` is that of the bytes before them.
 * Node has only CRC-32.
 */
export const crc32c = (bytes: Uint8Array, before = 0): number => {
  let crc = before ^ 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};
