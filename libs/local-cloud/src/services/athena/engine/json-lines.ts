import type { LakeFile } from './lake-table.js';
import { listOf } from './sql-text.js';

/** Longest line that is read; Firehose takes no record over 1,000 KiB, and a transform answers no more than 6 MB. */
export const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

/** SQL of the raw lines of the files, as the column `json`; the options are the reader's, each after a comma. */
export const jsonLinesOf = (
  files: readonly LakeFile[],
  compression: LakeFile['compression'],
  { ignoreMalformed, options }: { readonly ignoreMalformed: boolean; readonly options: string },
): string =>
  `read_json_objects(${listOf(files.map(({ path }) => path))}, format = 'newline_delimited', compression = '${compression}',
    maximum_object_size = ${LONGEST_LINE_BYTES}, ignore_errors = ${ignoreMalformed}${options})`;
