/** `line 1:15`, as Athena names a place in the statement, from an offset in UTF-8 bytes as DuckDB does. */
export const lineAndColumn = (sql: string, byteOffset: number): string => {
  const before = Buffer.from(sql).subarray(0, byteOffset).toString();
  const lines = before.split('\n');
  return `line ${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
};
