/** Gives the value where a file or folder is missing, and throws any other error again. */
export const whenMissing =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return value;
    throw error;
  };
