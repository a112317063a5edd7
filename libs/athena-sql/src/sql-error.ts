/** A statement that Athena would refuse; the message begins with Athena's name of the error. */
export class SqlError extends Error {
  constructor(
    /** `SYNTAX_ERROR`, `TYPE_MISMATCH`, `FUNCTION_NOT_FOUND`, `NOT_SUPPORTED`, … */
    readonly code: string,
    /** `line 1:8` */
    readonly place: string,
    readonly problem: string,
  ) {
    super(`${code}: ${place}: ${problem}`);
    this.name = 'SqlError';
  }
}

/** What Athena can do and the local cloud cannot: said by name, never answered wrongly. */
export const notSupported = (place: string, what: string): SqlError =>
  new SqlError('NOT_SUPPORTED', place, `${what} is not supported by the local cloud`);
