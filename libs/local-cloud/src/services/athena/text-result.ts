import type { ColumnInfo } from '@aws-sdk/client-athena';
import type { TextRow } from './csv.js';

/** The answer of a statement that is no query: lines of text, without a header. */
export interface TextResult {
  /** Each is a row; several columns stand in one line, with tabs between them. */
  readonly lines: readonly string[];
  readonly columns: readonly ColumnInfo[];
}

/** Of a statement that says nothing when it succeeds. */
export const NO_TEXT: TextResult = { lines: [], columns: [] };

export const textResult = (columnNames: readonly string[], lines: readonly string[]): TextResult => ({
  lines,
  columns: columnNames.map((Name) => ({
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name,
    Label: Name,
    Type: 'string',
    Precision: 0,
    Scale: 0,
    Nullable: 'UNKNOWN',
    CaseSensitive: false,
  })),
});

const NEWLINE = 0x0a;

/** Whole lines from the beginning of the bytes, at most so many, each a row, and how many bytes they take. */
export const readTextRows = (
  bytes: Uint8Array,
  most: number,
): { readonly rows: TextRow[]; readonly length: number } => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: TextRow[] = [];
  let start = 0;
  for (let end = text.indexOf(NEWLINE); end >= 0 && rows.length < most; end = text.indexOf(NEWLINE, start)) {
    rows.push([text.toString('utf8', start, end)]);
    start = end + 1;
  }
  return { rows, length: start };
};
