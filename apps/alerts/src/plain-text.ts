/** What SNS and SQS take in a message: the characters of XML 1.0. https://www.w3.org/TR/xml/#charsets */
// eslint-disable-next-line no-control-regex -- these are the characters that must not pass
const UNSENDABLE = /[\u0000-\u001F\u007F\uFFFE\uFFFF]/g;

/** At most so many UTF-16 units of a text, on one line, without what SNS would refuse. */
export const oneLine = (text: string, most = 256): string => {
  const line = text.toWellFormed().replace(UNSENDABLE, ' ');
  if (line.length <= most) return line;
  const isHalf = /[\uD800-\uDBFF]/.test(line.charAt(most - 2));
  return `${line.slice(0, isHalf ? most - 2 : most - 1)}…`;
};

/** Printable ASCII only, as the subject of a message must be; a letter loses its accent, what has no ASCII form becomes `?`. */
export const ascii = (text: string, most: number): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7E]/gu, '?')
    .slice(0, most);
