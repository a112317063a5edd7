import { fragment, separated, type Fragment } from '../text/fragment.js';
import { areCompatible, type EngineType } from '../types/engine-type.js';
import { requireCommonType } from './conditionals.js';
import { refuseMixedRows } from './mixed-rows.js';
import { special, type Call, type SpecialCall } from './special-call.js';

/** The types of the arguments, once all are known. */
const typesOf = ({ values }: Call): readonly EngineType[] | undefined => {
  const types = values.flatMap(({ type }) => type ?? []);
  return types.length === values.length ? types : undefined;
};

/** The value of one argument, while the types of the others are not known. */
const leader = ({ values, at }: Call): Fragment => {
  const first = values.find(({ type }) => type?.kind !== 'null') ?? values[0];
  const others = values.filter((value) => value !== first);
  return fragment(
    at,
    `struct_extract({'v': `,
    first?.written ?? 'NULL',
    `, 'o': row(1, `,
    separated(
      at,
      others.map(({ written }) => written),
      ', ',
    ),
    `)}, 'v')`,
  );
};

const coalesce = (call: Call): Fragment => {
  const types = typesOf(call);
  if (!types) return leader(call);
  requireCommonType(
    'All COALESCE operands',
    call.values.map(({ node }) => node),
    types,
    call.rewriter,
  );
  return joined('coalesce', call);
};

const joined = (name: string, { at, values }: Call): Fragment =>
  fragment(
    at,
    `${name}(`,
    separated(
      at,
      values.map(({ written }) => written),
      ', ',
    ),
    ')',
  );

const nullif = (call: Call): Fragment => {
  const types = typesOf(call);
  if (!types) return leader(call);
  const [a, b] = types;
  if (a && b && !areCompatible(a, b))
    throw call.rewriter.error(
      'TYPE_MISMATCH',
      call.context,
      `Types are not comparable with NULLIF: ${a.name} vs ${b.name}`,
    );
  refuseMixedRows(call.context, call.rewriter, types);
  return joined('nullif', call);
};

const conditional = (call: Call): Fragment => {
  const [condition, yes, no] = call.values;
  if (!typesOf(call)) return leader({ ...call, values: [yes, no, condition].flatMap((value) => value ?? []) });
  if (condition?.type && condition.type.kind !== 'boolean' && condition.type.kind !== 'null')
    throw call.rewriter.error(
      'TYPE_MISMATCH',
      condition.node,
      `IF condition must evaluate to a boolean: actual type ${condition.type.name}`,
    );
  const types = [yes?.type, no?.type].flatMap((type) => type ?? []);
  const [a, b] = types;
  if (a && b && !areCompatible(a, b))
    throw call.rewriter.error(
      'TYPE_MISMATCH',
      call.context,
      `Result types for IF must be the same: ${a.name} vs ${b.name}`,
    );
  refuseMixedRows(call.context, call.rewriter, types);
  const otherwise = no ? [' ELSE ', no.written] : [];
  return fragment(
    call.at,
    '(CASE WHEN ',
    condition?.written ?? [],
    ' THEN ',
    yes?.written ?? [],
    ...otherwise,
    ' END)',
  );
};

/** NULL if any of the arguments is. */
const extreme =
  (name: 'greatest' | 'least') =>
  (call: Call): Fragment => {
    const types = typesOf(call);
    if (!types) return leader(call);
    const nulls = call.values.map(({ written }) => fragment(call.at, '(', written, ') IS NULL'));
    return fragment(
      call.at,
      '(CASE WHEN ',
      separated(call.at, nulls, ' OR '),
      ' THEN NULL ELSE ',
      joined(name, call),
      ' END)',
    );
  };

/** https://trino.io/docs/current/functions/conditional.html */
export const CONDITIONAL_CALLS: Readonly<Record<string, SpecialCall>> = {
  coalesce: { kinds: 'q', arity: [2, 100], write: coalesce },
  nullif: special('qq', nullif),
  if: special('qqq', conditional, 2),
  greatest: { kinds: 'T', arity: [1, 100], write: extreme('greatest') },
  least: { kinds: 'T', arity: [1, 100], write: extreme('least') },
};
