import { validationError } from './errors.js';

const LONGEST = 128;
const PATTERNS = {
  stackName: '[a-zA-Z][-a-zA-Z0-9]*',
  changeSetName: '[a-zA-Z][-a-zA-Z0-9]*',
  clientRequestToken: '[a-zA-Z0-9][-a-zA-Z0-9]*',
  clientToken: '[a-zA-Z0-9][-a-zA-Z0-9]*',
} as const;

/** Throws ValidationError in the words of AWS unless the value is a name of its kind. */
export const requireValidName = (member: keyof typeof PATTERNS, value: string): void => {
  const pattern = PATTERNS[member];
  const problems = [
    ...(value.length > LONGEST ? [`Member must have length less than or equal to ${String(LONGEST)}`] : []),
    ...(new RegExp(`^${pattern}$`).test(value) ? [] : [`Member must satisfy regular expression pattern: ${pattern}`]),
  ].map((problem) => `Value '${value}' at '${member}' failed to satisfy constraint: ${problem}`);
  if (problems.length === 0) return;
  const count = problems.length === 1 ? '1 validation error' : `${String(problems.length)} validation errors`;
  throw validationError(`${count} detected: ${problems.join('; ')}`);
};
