/** Specifiers of MySQL's date formats as DuckDB writes them. https://trino.io/docs/current/functions/datetime.html#mysql-date-functions */
const SPECIFIERS: Readonly<Record<string, string>> = {
  a: '%a',
  b: '%b',
  c: '%-m',
  d: '%d',
  e: '%-d',
  f: '%f',
  H: '%H',
  h: '%I',
  I: '%I',
  i: '%M',
  j: '%j',
  k: '%-H',
  l: '%-I',
  M: '%B',
  m: '%m',
  p: '%p',
  r: '%I:%M:%S %p',
  S: '%S',
  s: '%S',
  T: '%H:%M:%S',
  v: '%V',
  W: '%A',
  x: '%G',
  Y: '%Y',
  y: '%y',
  '%': '%%',
};

/** The format in DuckDB's words, or the specifier that it has no word for. */
export const fromMysqlFormat = (format: string): { readonly format: string } | { readonly unknown: string } => {
  let unknown: string | undefined;
  const translated = format.replace(/%(.?)/gs, (whole, specifier: string) => {
    const found = SPECIFIERS[specifier];
    if (found === undefined) unknown ??= whole;
    return found ?? '';
  });
  return unknown === undefined ? { format: translated } : { unknown };
};
