import type { ColumnInfo } from '@aws-sdk/client-athena';

/** Of protocol buffers: a number, and bytes after their length. */
const VARINT = 0;
const BYTES = 2;

/** The fields of a column. */
const CATALOG = 1;
const NAME = 4;
const LABEL = 5;
const TYPE = 6;
const PRECISION = 7;
const SCALE = 8;
const NULLABLE = 9;
const CASE_SENSITIVE = 10;

/** The field of the whole that holds a column. */
const COLUMN = 4;

const UNKNOWN_NULLABLE = 3;

/**
 * The `.metadata` beside a result: a message of protocol buffers with a field per column.
 *
 * Differs: AWS does not document it; the numbers of the fields are unverified, and what else AWS writes is left out.
 */
export const csvMetadata = (columns: readonly ColumnInfo[]): Uint8Array =>
  Buffer.concat(columns.map((column) => bytesField(COLUMN, columnMessage(column))));

const columnMessage = ({ CatalogName, Name, Label, Type, Precision, Scale, CaseSensitive }: ColumnInfo): Uint8Array =>
  Buffer.concat([
    textField(CATALOG, CatalogName),
    textField(NAME, Name),
    textField(LABEL, Label),
    textField(TYPE, Type),
    numberField(PRECISION, Precision ?? 0),
    numberField(SCALE, Scale ?? 0),
    numberField(NULLABLE, UNKNOWN_NULLABLE),
    numberField(CASE_SENSITIVE, CaseSensitive === true ? 1 : 0),
  ]);

const textField = (field: number, text = ''): Uint8Array => bytesField(field, Buffer.from(text));

const bytesField = (field: number, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([varint(field * 8 + BYTES), varint(bytes.byteLength), bytes]);

const numberField = (field: number, value: number): Uint8Array =>
  Buffer.concat([varint(field * 8 + VARINT), varint(value)]);

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
const varint = (value: number): Uint8Array => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128);
    if (rest < 128) return Uint8Array.from(bytes);
  }
};
