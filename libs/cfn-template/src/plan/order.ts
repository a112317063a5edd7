/** A circle in the dependencies: each depends on the next, the last is the first. */
export class CycleError extends Error {
  constructor(readonly cycle: readonly string[]) {
    super(`they depend on each other in a circle: ${cycle.join(' → ')}.`);
    this.name = 'CycleError';
  }
}

/**
 * The names so that each comes after all it depends on; otherwise in the given order. A dependency on a name that is
 * not among them is passed over. Throws a CycleError.
 */
export const inDependencyOrder = (
  names: readonly string[],
  dependenciesOf: (name: string) => readonly string[],
): readonly string[] => {
  const known = new Set(names);
  const ordered = new Set<string>();
  const open: string[] = [];
  const visit = (name: string): void => {
    if (ordered.has(name) || !known.has(name)) return;
    if (open.includes(name)) throw new CycleError([...open.slice(open.indexOf(name)), name]);
    open.push(name);
    dependenciesOf(name).forEach(visit);
    open.pop();
    ordered.add(name);
  };
  names.forEach(visit);
  return [...ordered];
};
