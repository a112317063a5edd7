import type { ParserRuleContext } from 'antlr4ng';
import type { Fragment } from '../text/fragment.js';
import type { Rewriter, Rule } from './rewriter.js';

type ClassOf<Context> = abstract new (...parameters: never[]) => Context;

/** An entry of a table of rules: constructs of the class are written so. */
export const rule = <Context extends ParserRuleContext>(
  construct: ClassOf<Context>,
  write: (context: Context, rewriter: Rewriter) => Fragment,
): readonly [unknown, Rule] => [construct, write];
