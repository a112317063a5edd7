/** Whether a text fits a pattern of IAM: `*` is any text, `?` any one character. Linear in practice, whatever the pattern. */
export const matchesWildcard = (pattern: string, text: string): boolean => {
  let at = 0;
  let read = 0;
  let star = -1;
  let starRead = 0;
  while (read < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      starRead = read;
    } else if (pattern[at] === '?' || pattern[at] === text[read]) {
      at++;
      read++;
    } else if (star >= 0) {
      at = star + 1;
      read = ++starRead;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
};

/** Each of the six parts of an ARN is compared on its own. */
export const matchesArn = (pattern: string, arn: string): boolean => {
  const patterns = arnParts(pattern);
  const parts = arnParts(arn);
  return patterns.length === parts.length && patterns.every((one, index) => matchesWildcard(one, parts[index] ?? ''));
};

const arnParts = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};
