import type { ParserRuleContext } from 'antlr4ng';
import { innermost, literalTextOf } from '../rewrite/innermost.js';
import { engineType, namedAs, type EngineType } from './engine-type.js';

/** The type of a literal, which nobody has to be asked for; undefined for any other expression. */
export const literalType = (node: ParserRuleContext): EngineType | undefined => {
  const text = literalTextOf(node);
  if (text !== undefined) return namedAs(engineType('VARCHAR'), `varchar(${Array.from(text).length})`);
  const word = innermost(node).getText();
  if (/^\d+$/.test(word)) return wholeNumberType(BigInt(word));
  if (/^(true|false)$/i.test(word)) return engineType('BOOLEAN');
  return /^null$/i.test(word) ? engineType('"NULL"') : undefined;
};

const wholeNumberType = (value: bigint): EngineType | undefined => {
  if (value < 2n ** 31n) return engineType('INTEGER');
  return value < 2n ** 63n ? engineType('BIGINT') : undefined;
};
