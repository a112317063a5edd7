import type { ParserRuleContext } from 'antlr4ng';
import type { EngineType } from '../types/engine-type.js';
import type { Rewriter } from './rewriter.js';

/**
 * The engine matches the fields of rows by their names and Trino by their places; where names differ, the two would
 * answer differently.
 */
export const refuseMixedRows = (node: ParserRuleContext, rewriter: Rewriter, types: readonly EngineType[]): void => {
  const names = new Set(types.filter(({ kind }) => kind !== 'null').map(fieldNames));
  if (names.size > 1) throw rewriter.refusal(node, 'putting rows together whose fields have different names');
};

const fieldNames = ({ parts, kind }: EngineType): string =>
  parts.map(({ name, type }) => `${kind === 'row' ? name : ''}(${fieldNames(type)})`).join();
