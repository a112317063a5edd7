import type { Column, Table } from '@aws-sdk/client-glue';
import { textResult, type TextResult } from '../text-result.js';
import { allColumns, requireNamedTable } from './named-table.js';
import type { StatementOf, StatementScope } from './statement-scope.js';

const COLUMNS = ['col_name', 'data_type', 'comment'];

/** https://docs.aws.amazon.com/athena/latest/ug/describe-table.html */
export const describeTable = async (
  { table: name, form }: StatementOf<'describe'>,
  scope: StatementScope,
): Promise<TextResult> => {
  const table = await requireNamedTable(name, scope);
  if (form === 'formatted') return textResult(COLUMNS, formatted(table));
  const lines = plain(table);
  return textResult(COLUMNS, form === 'extended' ? [...lines, '', extended(table)] : lines);
};

/** Padded as Hive pads: a row is one text, with tabs between its columns. */
const line = (...texts: readonly string[]): string => texts.map((text) => text.padEnd(20)).join('\t');

const columnLine = ({ Name = '', Type = '', Comment = '' }: Column): string => line(Name, Type, Comment);

const plain = (table: Table): readonly string[] => {
  const keys = table.PartitionKeys ?? [];
  const lines = allColumns(table).map(columnLine);
  if (keys.length === 0) return lines;
  return [
    ...lines,
    line('', '', ''),
    line('# Partition Information', '', ''),
    line('# col_name', 'data_type', 'comment'),
    line('', '', ''),
    ...keys.map(columnLine),
  ];
};

/** Differs: Hive prints a Java object; this is the catalog's entry as JSON. */
const extended = (table: Table): string => `Detailed Table Information\t${JSON.stringify(table)}`;

const formatted = (table: Table): readonly string[] => {
  const { StorageDescriptor: storage, PartitionKeys: keys = [] } = table;
  const header = [line('# col_name', 'data_type', 'comment'), line('', '', '')];
  return [
    ...header,
    ...(storage?.Columns ?? []).map(columnLine),
    ...(keys.length > 0
      ? [line('', '', ''), line('# Partition Information', '', ''), ...header, ...keys.map(columnLine)]
      : []),
    line('', '', ''),
    line('# Detailed Table Information', '', ''),
    line('Database:', table.DatabaseName ?? '', ''),
    line('Owner:', table.Owner ?? '', ''),
    line('CreateTime:', table.CreateTime?.toUTCString() ?? '', ''),
    line('Location:', storage?.Location ?? '', ''),
    line('Table Type:', table.TableType ?? '', ''),
    line('Table Parameters:', '', ''),
    ...parameterLines(table.Parameters),
    line('', '', ''),
    line('# Storage Information', '', ''),
    line('SerDe Library:', storage?.SerdeInfo?.SerializationLibrary ?? '', ''),
    line('InputFormat:', storage?.InputFormat ?? '', ''),
    line('OutputFormat:', storage?.OutputFormat ?? '', ''),
    line('Storage Desc Params:', '', ''),
    ...parameterLines(storage?.SerdeInfo?.Parameters),
  ];
};

const parameterLines = (parameters: Readonly<Record<string, string>> = {}): readonly string[] =>
  Object.entries(parameters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => line('', key, value));
