import { BlockList, isIP } from 'node:net';
import { InvalidPattern } from './invalid-pattern.js';
import type { ScalarTest } from './leaf-matcher.js';

/** `10.0.0.0/24` */
export const cidr = (operand: unknown, path: string): ScalarTest => {
  const [address = '', bits = ''] = typeof operand === 'string' ? operand.split('/') : [];
  const family = isIP(address);
  const prefixLength = bits === '' ? NaN : Number(bits);
  if (family === 0 || !Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > (family === 4 ? 32 : 128))
    throw new InvalidPattern(path, 'cidr must be a block of IP addresses, such as 10.0.0.0/24');
  const block = new BlockList();
  block.addSubnet(address, prefixLength, family === 4 ? 'ipv4' : 'ipv6');
  return (leaf) =>
    typeof leaf === 'string' && isIP(leaf) === family && block.check(leaf, family === 4 ? 'ipv4' : 'ipv6');
};
