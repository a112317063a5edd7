import { isSameOrWider } from './is-same-or-wider.js';
import { type ColumnShape, type TableShape } from './table-shape.js';

/**
 * Why a table of this shape cannot follow the released one, a sentence for each reason; none when it can.
 *
 * What may change: optional columns may be added anywhere (lines are read by name), a required member may become optional,
 * a type may hold more than before; and each change raises the schema version. What a rule of the codec narrows without
 * changing a type, such as a status that is no longer taken, is not seen here.
 */
export const incompatibilities = (released: TableShape, current: TableShape): readonly string[] => [
  ...columnProblems(released.columns, current.columns, ''),
  ...current.required
    .filter((name) => !released.required.includes(name))
    .map((name) => `${name} must not be required: items and lines from before have none. Make it optional.`),
  ...versionProblems(released, current),
];

const columnProblems = (
  released: readonly ColumnShape[],
  current: readonly ColumnShape[],
  path: string,
): readonly string[] => {
  const found = new Map(current.map((column) => [column.name, column]));
  const kept = new Set(released.map(({ name }) => name));
  const names = current.map(({ name }) => name).filter((name) => kept.has(name));
  const moved = released
    .map(({ name }) => name)
    .filter((name) => found.has(name))
    .find((name, index) => name !== names[index]);
  return [
    ...released.flatMap((column) => changeProblems(column, found.get(column.name), `${path}${column.name}`)),
    ...(moved === undefined ? [] : [`${path}${moved} must keep its place among the released columns.`]),
  ];
};

const changeProblems = (released: ColumnShape, current: ColumnShape | undefined, path: string): readonly string[] => {
  if (!current) return [`${path} must stay: lines hold it and queries name it.`];
  if ('columns' in released && 'columns' in current)
    return columnProblems(released.columns, current.columns, `${path}.`);
  if ('elements' in released && 'elements' in current)
    return columnProblems(released.elements, current.elements, `${path}[].`);
  const [before, now] = [typeOf(released), typeOf(current)];
  return isSameOrWider(before, now) ? [] : [`${path} must stay ${before} or hold more, and is ${now} now.`];
};

const typeOf = (column: ColumnShape): string => {
  if ('elements' in column) return 'array';
  return 'columns' in column ? 'struct' : column.type;
};

const versionProblems = (released: TableShape, current: TableShape): readonly string[] => {
  const isChanged =
    JSON.stringify([released.required, released.columns]) !== JSON.stringify([current.required, current.columns]);
  const least = released.schemaVersion + (isChanged ? 1 : 0);
  return current.schemaVersion >= least
    ? []
    : [`The schema version must be raised to ${least}, so that a reader can tell old lines from new ones.`];
};
