/** Letters of Joda's patterns as DuckDB writes them. https://www.joda.org/joda-time/key_format.html */
const FIELDS: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  YYYY: '%Y',
  yy: '%y',
  y: '%Y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  m: '%-M',
  ss: '%S',
  s: '%-S',
  SSS: '%g',
  SSSSSS: '%f',
  a: '%p',
  EEEE: '%A',
  EEE: '%a',
  E: '%a',
  DDD: '%j',
  D: '%-j',
  e: '%u',
  xxxx: '%G',
  ww: '%V',
  Z: '%z',
};

/** The pattern in DuckDB's words, or the field that it has no word for. */
export const fromJodaPattern = (pattern: string): { readonly format: string } | { readonly unknown: string } => {
  let unknown: string | undefined;
  const format = pattern.replace(
    /''|'((?:[^']|'')*)'|([a-zA-Z])\2*|[^a-zA-Z']/g,
    (whole, quoted?: string, letter?: string) => {
      if (whole === "''") return "'";
      if (letter === undefined) return (quoted?.replaceAll("''", "'") ?? whole).replaceAll('%', '%%');
      if (FIELDS[whole] === undefined) unknown ??= whole;
      return FIELDS[whole] ?? '';
    },
  );
  return unknown === undefined ? { format } : { unknown };
};
