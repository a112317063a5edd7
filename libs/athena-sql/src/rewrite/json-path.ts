/** A step of a JSON path: a member's name or an element's number, from 0. */
export type JsonStep = string | number;

const STEP = /^(?:\.([A-Za-z_][\w-]*)|\."((?:[^"\\]|\\.)+)"|\[\s*(\d+)\s*\]|\[\s*"((?:[^"\\]|\\.)+)"\s*\])/;

/** The steps of `$.a."b c"[0]["d"]`; undefined for what has wildcards, filters, methods or no `$`. */
export const parseJsonPath = (path: string): readonly JsonStep[] | undefined => {
  if (!path.startsWith('$')) return undefined;
  const steps: JsonStep[] = [];
  let rest = path.slice(1);
  while (rest !== '') {
    const found = STEP.exec(rest);
    if (!found) return undefined;
    const [whole, word, quoted, index, bracketed] = found;
    steps.push(index === undefined ? (word ?? (quoted ?? bracketed ?? '').replace(/\\(.)/g, '$1')) : Number(index));
    rest = rest.slice(whole.length);
  }
  return steps;
};

/** The path as an SQL literal of the engine; undefined for a name that it cannot write. */
export const enginePath = (steps: readonly JsonStep[]): string | undefined => {
  if (steps.some((step) => typeof step === 'string' && /["\\*]/.test(step))) return undefined;
  const text = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `."${step}"`)).join('');
  return `'${`$${text}`.replaceAll("'", "''")}'`;
};
