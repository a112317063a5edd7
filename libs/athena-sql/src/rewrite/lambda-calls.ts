import { LambdaContext } from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
import { fragment, type Fragment } from '../text/fragment.js';
import { innermost } from './innermost.js';
import { nameOf } from './names.js';
import { special, type Call, type SpecialCall } from './special-call.js';

/**
 * The body of a call's lambda, its parameters replaced: the engine's lambdas take one element, and Athena's may take a
 * key and a value, or an element of each of two arrays.
 */
const bodyOf = (call: Call, index: number, meanings: readonly string[]): Fragment => {
  const argument = call.values[index];
  const lambda = argument ? innermost(argument.node) : undefined;
  if (!(lambda instanceof LambdaContext) || lambda.identifier().length !== meanings.length)
    throw call.rewriter.error(
      'TYPE_MISMATCH',
      argument?.node ?? call.context,
      `Expected a lambda that takes ${meanings.length} argument(s)`,
    );
  const names = Object.fromEntries(lambda.identifier().map((name, place) => [nameOf(name), meanings[place]]));
  const { rewriter } = call;
  return rewriter.inScope(`${rewriter.scope} ${call.context.getText()}`, () =>
    rewriter.naming(names, () => rewriter.emit(lambda.expression())),
  );
};

/** Distinct for each call, since a lambda may stand within another. */
const elementOf = ({ at }: Call): string => `"$element${at}"`;

const overEntries = (call: Call, write: (key: string, value: string, element: string) => Fragment): Fragment => {
  const element = elementOf(call);
  return write(`struct_extract(${element}, 'key')`, `struct_extract(${element}, 'value')`, element);
};

const written = (call: Call, index: number): Fragment => call.values[index]?.written ?? [];

const mapFilter = (call: Call): Fragment =>
  overEntries(call, (key, value, element) =>
    fragment(
      call.at,
      'map_from_entries(list_filter(map_entries(',
      written(call, 0),
      `), lambda ${element}: coalesce(`,
      bodyOf(call, 1, [key, value]),
      ', false)))',
    ),
  );

const transformed =
  (part: 'key' | 'value') =>
  (call: Call): Fragment =>
    overEntries(call, (key, value, element) => {
      const body = bodyOf(call, 1, [key, value]);
      const entry =
        part === 'key' ? [`{'key': `, body, `, 'value': ${value}}`] : [`{'key': ${key}, 'value': `, body, '}'];
      return fragment(
        call.at,
        'map_from_entries(list_transform(map_entries(',
        written(call, 0),
        `), lambda ${element}: `,
        ...entry,
        '))',
      );
    });

const zipWith = (call: Call): Fragment => {
  const element = elementOf(call);
  const [left, right] = [`struct_extract_at(${element}, 1)`, `struct_extract_at(${element}, 2)`];
  return fragment(
    call.at,
    'list_transform(list_zip(',
    written(call, 0),
    ', ',
    written(call, 1),
    `), lambda ${element}: `,
    bodyOf(call, 2, [left, right]),
    ')',
  );
};

/** https://trino.io/docs/current/functions/lambda.html */
export const LAMBDA_CALLS: Readonly<Record<string, SpecialCall>> = {
  map_filter: special('mL', mapFilter),
  transform_keys: special('mL', transformed('key')),
  transform_values: special('mL', transformed('value')),
  zip_with: special('aaL', zipWith),
};
