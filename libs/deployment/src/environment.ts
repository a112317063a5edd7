/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value of the first variable that is set; an empty one is not. */
export const firstSet = (env: Environment, names: readonly string[]): string | undefined =>
  names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
