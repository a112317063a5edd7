import { fragment, separated, textOf, type Fragment } from '../text/fragment.js';
import { raise } from './raise.js';
import { special, texts, type Call, type SpecialCall } from './special-call.js';

/** NULL where the array has no such element or the map no such key; from the end for negative numbers. */
const elementAt = (call: Call): Fragment => {
  const [nested, key] = texts(call);
  const found = `(${nested})[${key}]`;
  if (call.values[0]?.type?.kind !== 'array') return fragment(call.at, found);
  const zero = raise('INVALID_FUNCTION_ARGUMENT', 'SQL array indices start at 1');
  return fragment(call.at, `(${nested})[CASE WHEN ${key} = 0 THEN ${zero} ELSE ${key} END]`);
};

/** Rows of one element of each array, NULL where one is shorter. */
const zip = (call: Call): Fragment => {
  const fields = call.values.map((_, index) => `'field${index}': struct_extract_at("$z", ${index + 1})`);
  const lists = separated(
    call.at,
    call.values.map(({ written }) => written),
    ', ',
  );
  return fragment(call.at, 'list_transform(list_zip(', lists, `), lambda "$z": {${fields.join(', ')}})`);
};

/** Elements as text, without those that are NULL unless a text stands for them. */
const arrayJoin = (call: Call): Fragment => {
  const [list, separator, absent] = texts(call);
  const element = call.values[0]?.type?.parts[0]?.type;
  if (element && !['varchar', 'integer', 'boolean', 'decimal', 'date', 'null'].includes(element.kind))
    throw call.rewriter.refusal(call.context, `array_join of ${element.name}`);
  const items = `CAST(${list} AS VARCHAR[])`;
  const filled = absent === '' ? items : `list_transform(${items}, lambda "$e": coalesce("$e", ${absent}))`;
  return fragment(call.at, `array_to_string(${filled}, ${separator})`);
};

const sequence = (call: Call): Fragment => {
  const [{ type } = {}] = call.values;
  const [from, to, step] = texts(call);
  if (type && type.kind !== 'integer' && step === '')
    throw call.rewriter.refusal(call.context, 'sequence of dates without a step');
  const by = step === '' ? `CASE WHEN ${from} <= ${to} THEN 1 ELSE -1 END` : step;
  const series = `generate_series(${from}, ${to}, ${by})`;
  return fragment(call.at, type?.kind === 'date' ? `CAST(${series} AS DATE[])` : series);
};

/** The accumulator has the type of its initial value, which the engine's own reduce may change. */
const reduce = (call: Call): Fragment => {
  const [list, initial, input, output] = call.values;
  const element = list?.type?.parts[0]?.type;
  if (element && initial?.type && element.engineName !== initial.type.engineName && element.kind !== 'null')
    throw call.rewriter.refusal(
      call.context,
      `reduce of an ${list.type.name} into a ${initial.type.name} (cast the first value or the elements)`,
    );
  const reduced = fragment(
    call.at,
    'list_reduce(',
    list?.written ?? [],
    ', ',
    input?.written ?? [],
    ', ',
    initial?.written ?? [],
    ')',
  );
  return fragment(call.at, 'list_transform([', reduced, '], ', output?.written ?? [], ')[1]');
};

const length = (call: Call): Fragment => {
  const [{ type } = {}] = call.values;
  if (!type) return fragment(call.at, `struct_extract({'v': CAST(0 AS BIGINT), 'o': row(${texts(call)[0]})}, 'v')`);
  const name = type.kind === 'varbinary' ? 'octet_length' : 'length';
  return fragment(call.at, `${name}(${texts(call)[0]})`);
};

const cardinality = (call: Call): Fragment => {
  const [{ type } = {}] = call.values;
  const [nested] = texts(call);
  if (!type) return fragment(call.at, `struct_extract({'v': CAST(0 AS BIGINT), 'o': row(${nested})}, 'v')`);
  return fragment(call.at, `CAST(${type.kind === 'map' ? 'cardinality' : 'len'}(${nested}) AS BIGINT)`);
};

const concat = (call: Call): Fragment => {
  const wrong = call.values.find(({ type }) => type && !['varchar', 'array', 'varbinary', 'null'].includes(type.kind));
  if (wrong)
    throw call.rewriter.error(
      'TYPE_MISMATCH',
      call.context,
      `Unexpected parameters (${call.values.map(({ type }) => type?.name ?? 'unknown').join(', ')}) for function concat`,
    );
  return fragment(
    call.at,
    '(',
    separated(
      call.at,
      call.values.map(({ written }) => written),
      ' || ',
    ),
    ')',
  );
};

const reverse = (call: Call): Fragment => {
  const { type, written = [] } = call.values[0] ?? {};
  if (!type) return written; // it has the type of what it reverses
  return fragment(call.at, `${type.kind === 'array' ? 'list_reverse' : 'reverse'}(`, textOf(written), ')');
};

const arraySort = (call: Call): Fragment => {
  if (call.values.length > 1) throw call.rewriter.refusal(call.context, 'array_sort with a comparison');
  return fragment(call.at, `list_sort(${texts(call)[0]}, 'ASC', 'NULLS LAST')`);
};

/** https://trino.io/docs/current/functions/array.html and map.html, where the form depends on types. */
export const NESTED_CALLS: Readonly<Record<string, SpecialCall>> = {
  element_at: special('cK', elementAt),
  zip: { kinds: 'a', arity: [2, 5], write: zip },
  array_join: special('avv', arrayJoin, 2),
  array_sort: special('aL', arraySort, 1),
  sequence: special('qqq', sequence, 2),
  reduce: special('aq**', reduce),
  cardinality: special('c', cardinality),
  length: special('s', length),
  concat: { kinds: 'T', arity: [2, 100], write: concat },
  reverse: special('T', reverse),
};
