import type { SeededRandom } from './seeded-random.js';

/** Text that has broken parsers before. */
export const NASTY: readonly string[] = [
  '',
  '..',
  '/../../../../etc/passwd',
  '%2e%2e%2f%2e%2e%2f',
  '..%2f..%2f',
  '//',
  '%00',
  '\u0000',
  '%E0%A4',
  '%',
  '\\..\\',
  'C:\\Windows',
  'file:///etc/passwd',
  '-1',
  '0',
  '1e400',
  '9007199254740993',
  '99999999999999999999999999',
  'NaN',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '__proto__',
  'constructor',
  'toString',
  "'; DROP TABLE x; --",
  '"',
  '<',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  '&amp;',
  '${jndi:ldap://x}',
  '\ud800',
  '😀',
  'ﬀ\u202e',
  'a'.repeat(300),
  'a/'.repeat(600),
  '['.repeat(2000),
  '{"a":'.repeat(1000),
  '*',
  '?',
  ' ',
];

/** Bytes with a few of them changed, lost, repeated, or something nasty among them. */
export const spoilBytes = (bytes: Buffer, random: SeededRandom): Buffer => {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + random.below(20));
  switch (random.below(5)) {
    case 0: {
      const changed = Buffer.from(bytes);
      if (at < changed.length) changed[at] = random.below(256);
      return changed;
    }
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    default:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(NASTY)), bytes.subarray(end)]);
  }
};

export const spoilText = (text: string, random: SeededRandom): string =>
  random.below(4) === 0 ? random.pick(NASTY) : spoilBytes(Buffer.from(text), random).toString('latin1');
