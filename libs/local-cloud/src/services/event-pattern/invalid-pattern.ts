/** An event pattern that AWS would refuse; the message names the field. */
export class InvalidPattern extends Error {
  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`Event pattern is not valid. Reason: ${path === '' ? 'the pattern' : path}: ${problem}.`, options);
    this.name = 'InvalidPattern';
  }
}
