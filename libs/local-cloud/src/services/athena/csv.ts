/** A row of a result; undefined stands for NULL. */
export type TextRow = readonly (string | undefined)[];

/** One line as Athena writes it: every field in quotes, NULL as nothing at all. */
export const csvLine = (row: TextRow): string => `${row.map(csvField).join(',')}\n`;

const csvField = (text: string | undefined): string => {
  if (text === undefined) return '';
  return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
};

const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;

/** Whole rows from the beginning of the bytes, at most so many, and how many bytes they take. */
export const readCsvRows = (bytes: Uint8Array, most: number): { readonly rows: TextRow[]; readonly length: number } => {
  const rows: TextRow[] = [];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let row: (string | undefined)[] = [];
  let [fieldStart, rowEnd, quoted] = [0, 0, false];
  for (let position = 0; position < text.length && rows.length < most; position++) {
    const byte = text[position];
    if (byte === QUOTE) quoted = !quoted; // a doubled quote leaves and enters again
    if (quoted || (byte !== COMMA && byte !== NEWLINE)) continue;
    row.push(readField(text.toString('utf8', fieldStart, position)));
    fieldStart = position + 1;
    if (byte === COMMA) continue;
    rows.push(row);
    [row, rowEnd] = [[], fieldStart];
  }
  return { rows, length: rowEnd };
};

const readField = (field: string): string | undefined =>
  field === '' ? undefined : field.slice(1, -1).replaceAll('""', '"');
