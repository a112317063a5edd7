/** A place in the template of a stack: `Resources`, `Queue`, `Properties`, `Tags`, 0. */
export interface Location {
  readonly stackName: string;
  readonly path: readonly (string | number)[];
}

/** The place of a member or an element below. */
export const below = ({ stackName, path }: Location, ...steps: readonly (string | number)[]): Location => ({
  stackName,
  path: [...path, ...steps],
});

/** `Resources.Queue.Properties.Tags[0]` */
export const pathText = ({ path }: Location): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
