import {
  isRequiredColumn,
  tableDrift,
  unknownAttributes,
  type ColumnDrift,
  type TableDrift,
  type UnknownAttribute,
} from '@sales-cdc/recovery';
import { findTables } from '../aws/find-tables.js';
import { queryContext } from '../aws/ports.js';
import { counted } from '../command-line/counted.js';
import { defineCommand } from '../command-line/command.js';

/** The declared table against what the data looks like. */
export const DRIFT = defineCommand({
  name: 'drift',
  summary: 'compares the declared table with what the data looks like',
  description: `Compares the declared table with the one that the crawler infers from the same objects: columns that are
missing, extra or of another type, beyond what a crawler can know (it types moments as text and decimals as
doubles), and objects so unlike the rest that it made a table of their own.
Lists the attributes of sales that the schema does not know, which the column unrecognised keeps.
The crawler runs on a schedule, so it may not have seen the newest objects. Exit code 1 on drift.`,
  dryRun: 'the same: it only ever reads',
  options: {},
  run: async (_, context) => {
    const { declared, crawled, strays } = await findTables(context);
    const columns = tableDrift(declared, crawled, isRequiredColumn);
    const shapes = strays.map(({ Name, StorageDescriptor }) => ({
      table: Name,
      location: StorageDescriptor?.Location,
    }));
    const attributes = await unknownAttributes(declared.Name, await queryContext(context));
    const found: Found = { ...columns, attributes, shapes };
    for (const line of linesFor(found)) context.say(line);
    return { isFine: isFine(found), result: { table: declared.Name, crawled: crawled.Name, ...found } };
  },
});

interface Found extends TableDrift {
  readonly attributes: readonly UnknownAttribute[];
  /** Tables that the crawler made of objects that are so unlike the rest that they are no part of its table. */
  readonly shapes: readonly { readonly table: string; readonly location: string | undefined }[];
}

const isFine = ({ drift, attributes, shapes }: Found): boolean =>
  drift.length + attributes.length + shapes.length === 0;

const linesFor = (found: Found): readonly string[] => [
  ...found.drift.map(sentenceOf),
  ...found.shapes.map(
    ({ table, location = '' }) => `objects of another shape at ${location}: the crawler made ${table} of them`,
  ),
  ...found.attributes.map(
    ({ name, rows, first, last, example }) =>
      `attribute ${name}: ${counted(rows, 'row')} from ${first} to ${last}, such as sale ${example}; the schema does not know it`,
  ),
  ...(found.unseen.length > 0 ? [`no value seen yet of ${found.unseen.join(', ')}`] : []),
  isFine(found) ? 'no drift: the data is as declared' : driftLine(found),
];

const driftLine = ({ drift, attributes, shapes }: Found): string =>
  `DRIFT: ${counted(drift.length, 'column')}, ${counted(attributes.length, 'unknown attribute')}, ${counted(shapes.length, 'other shape')}`;

const sentenceOf = (found: ColumnDrift): string => {
  switch (found.kind) {
    case 'missing':
      return `missing ${found.column}: declared as ${found.declared}, and no row has it`;
    case 'extra':
      return `extra ${found.column}: the data has it as ${found.crawled}, and it is not declared`;
    case 'type':
      return `type of ${found.column}: declared as ${found.declared}, and the data looks like ${found.crawled}`;
  }
};
