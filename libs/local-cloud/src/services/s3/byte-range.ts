import { AwsError } from '@sales-cdc/aws-wire';

/** Positions of the first and the last byte. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The part of an object that a Range header asks for: `bytes=0-9`, `bytes=10-`, `bytes=-5`. A header of another form
 * is no range, as RFC 9110 has it; a range beyond the end is S3's InvalidRange.
 */
export const byteRange = (header: string | undefined, sizeBytes: number): ByteRange | undefined => {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  if (first >= sizeBytes) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { first, last };
};
