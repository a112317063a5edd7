/**
 * SQL that fails with the message when a row comes to it, and that TRY takes for NULL: a cast that cannot succeed.
 *
 * The engine's error quotes the text, in which the mark shows where Athena's message begins and ends.
 */
export const raise = (code: string, problem: string): string =>
  `CAST('\u00a7${`${code}: ${problem}`.replaceAll("'", "''")}\u00a7' AS INTEGER)`;

/** The same, with a value in the midst of the message. */
export const raiseAbout = (code: string, before: string, value: string, after: string): string =>
  `CAST(concat('\u00a7${code}: ${before.replaceAll("'", "''")}', ${value}, '${after.replaceAll("'", "''")}\u00a7') AS INTEGER)`;

/** The message that `raise` put into an error of the engine. */
export const raisedMessage = (engineMessage: string): string | undefined =>
  /\u00a7([A-Z_]+: [^\u00a7]*)\u00a7/.exec(engineMessage)?.[1];
