/** Whether a service answered with one of these codes: the SDK's errors have them as names, the local cloud's as codes. */
export const isServiceError = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof Error && codes.some((code) => error.name === code || ('code' in error && error.code === code));
