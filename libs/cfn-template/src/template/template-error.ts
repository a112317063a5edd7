import { pathText, type Location } from './location.js';

/** A template that cannot be deployed: one sentence with the stack, the path with the logical id, and what is wrong there. */
export class TemplateError extends Error {
  constructor(
    readonly location: Location,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`Stack ${location.stackName}, ${pathText(location)}: ${problem}`, options);
    this.name = 'TemplateError';
  }
}
