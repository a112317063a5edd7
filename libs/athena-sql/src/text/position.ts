/** `line 1:15`, as Athena names a place in the statement, from an offset in characters. */
export const lineAndColumn = (sql: string, offset: number): string => {
  const lines = sql.slice(0, offset).split('\n');
  return `line ${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
};
