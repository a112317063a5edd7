import type { Column, StorageDescriptor, Table } from '@aws-sdk/client-glue';
import { textResult, type TextResult } from '../text-result.js';
import { requireTable } from './named-table.js';
import type { StatementOf, StatementScope } from './statement-scope.js';

/** A statement that creates the table again. https://docs.aws.amazon.com/athena/latest/ug/show-create-table.html */
export const showCreateTable = async (
  { table: name }: StatementOf<'show-create-table'>,
  scope: StatementScope,
): Promise<TextResult> => textResult(['createtab_stmt'], [...createTableLines(await requireTable(name, scope))]);

function* createTableLines({
  Name = '',
  StorageDescriptor: storage,
  PartitionKeys,
  Parameters,
}: Table): Generator<string> {
  yield `CREATE EXTERNAL TABLE \`${Name}\`(`;
  yield* columnLines(storage?.Columns ?? []);
  if ((PartitionKeys ?? []).length > 0) {
    yield 'PARTITIONED BY ( ';
    yield* columnLines(PartitionKeys ?? []);
  }
  yield* storageLines(storage ?? {});
  yield 'LOCATION';
  yield `  ${literal(storage?.Location ?? '')}`;
  const properties = Object.entries(Parameters ?? {}).filter(([name]) => name !== 'EXTERNAL');
  if (properties.length > 0) yield* ['TBLPROPERTIES (', ...propertyLines(properties)];
}

function* storageLines({ SerdeInfo, InputFormat, OutputFormat }: StorageDescriptor): Generator<string> {
  if (SerdeInfo?.SerializationLibrary !== undefined) {
    yield* ['ROW FORMAT SERDE ', `  ${literal(SerdeInfo.SerializationLibrary)} `];
    const parameters = Object.entries(SerdeInfo.Parameters ?? {});
    if (parameters.length > 0) yield* ['WITH SERDEPROPERTIES ( ', ...propertyLines(parameters, ' ')];
  }
  if (InputFormat === undefined || OutputFormat === undefined) return;
  yield* ['STORED AS INPUTFORMAT ', `  ${literal(InputFormat)} `, 'OUTPUTFORMAT ', `  ${literal(OutputFormat)}`];
}

const columnLines = (columns: readonly Column[]): readonly string[] =>
  columns.map(({ Name = '', Type = '', Comment }, index) => {
    const comment = Comment === undefined ? '' : ` COMMENT ${literal(Comment)}`;
    return `  \`${Name}\` ${Type}${comment}${index === columns.length - 1 ? ')' : ', '}`;
  });

const propertyLines = (properties: readonly (readonly [string, string])[], end = ''): readonly string[] =>
  [...properties]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([key, value], index) =>
        `  ${literal(key)}=${literal(value)}${index === properties.length - 1 ? `)${end}` : ', '}`,
    );

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
