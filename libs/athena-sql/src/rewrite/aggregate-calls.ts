import { fragment, separated, textOf, type Fragment } from '../text/fragment.js';
import { ArrayConstructorContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { decimalAverage } from './decimal-quotient.js';
import { innermost } from './innermost.js';
import { specialOverRows, texts, type Call, type SpecialCall } from './special-call.js';

/** Sums of whole numbers are bigints, and the average of decimals is one of them. */
const sum = (call: Call): Fragment => {
  const total = aggregated('sum', call);
  const { type } = call.values[0] ?? {};
  if (type?.kind === 'integer') return fragment(call.at, 'CAST(', total, ' AS BIGINT)');
  return type?.engineName === 'FLOAT' ? fragment(call.at, 'CAST(', total, ' AS FLOAT)') : total;
};

const avg = (call: Call): Fragment => {
  const { type } = call.values[0] ?? {};
  if (type?.kind !== 'decimal') return aggregated('avg', call);
  return fragment(call.at, decimalAverage(textOf(aggregated('sum', call)), textOf(aggregated('count', call)), type));
};

const aggregated = (name: string, { values, at, tail }: Call): Fragment =>
  fragment(
    at,
    `${name}(${tail.distinct}`,
    separated(
      at,
      values.map(({ written }) => written),
      ', ',
    ),
    tail.order,
    ')',
    tail.after,
  );

/** The engine wants the percentages as constants. */
const percentages = (call: Call): readonly string[] => {
  const node = call.values[1] && innermost(call.values[1].node);
  const parts = node instanceof ArrayConstructorContext ? node.expression() : node ? [node] : [];
  const words = parts.map((part) => part.getText());
  if (words.every((word) => /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word) && Number(word) <= 1)) return words;
  throw call.rewriter.refusal(call.context, 'approx_percentile with a percentage that is no literal from 0 to 1');
};

const percentile = (call: Call): Fragment => {
  const [value] = texts(call);
  const [{ type } = {}, share] = call.values;
  const words = percentages(call);
  const isList = share !== undefined && innermost(share.node) instanceof ArrayConstructorContext;
  const shares = isList ? `[${words.join(', ')}]` : (words[0] ?? '');
  const quantile = fragment(
    call.at,
    `approx_quantile(${call.tail.distinct}CAST(${value} AS DOUBLE), ${shares})`,
    call.tail.after,
  );
  if (type?.kind !== 'integer') return quantile;
  return isList
    ? fragment(call.at, 'list_transform(', quantile, ', lambda "$e": CAST(round("$e") AS BIGINT))')
    : fragment(call.at, 'CAST(round(', quantile, ') AS BIGINT)');
};

/** The engine corrects the skewness of a sample, Trino does not. */
const skewness = (call: Call): Fragment => {
  const count = textOf(aggregated('count', call));
  const sample = aggregated('skewness', call);
  return fragment(call.at, '(', sample, ` * (${count} - 2) / sqrt(CAST(${count} AS DOUBLE) * (${count} - 1)))`);
};

/** The value of the row that has the least or the greatest, which may be NULL; with a count, the first values. */
const ofExtreme =
  (name: 'arg_min' | 'arg_max') =>
  (call: Call): Fragment =>
    aggregated(call.values.length === 2 ? `${name}_null` : name, call);

/** https://trino.io/docs/current/functions/aggregate.html */
export const AGGREGATE_CALLS: Readonly<Record<string, SpecialCall>> = {
  sum: specialOverRows('n', sum),
  avg: specialOverRows('n', avg),
  approx_percentile: specialOverRows('nL', percentile),
  skewness: specialOverRows('n', skewness),
  min_by: specialOverRows('**i', ofExtreme('arg_min'), 2),
  max_by: specialOverRows('**i', ofExtreme('arg_max'), 2),
};
