/** What zlib says of bytes that are damaged or cut short; undefined for any other error. */
export const gzipDamage = (error: unknown): string | undefined => {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return undefined;
  return String(error.code).startsWith('Z_') ? String(error.message) : undefined;
};
