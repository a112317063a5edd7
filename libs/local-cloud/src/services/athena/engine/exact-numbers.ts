import type { DecimalReading } from './exact-decimals.js';
import { literal } from './sql-text.js';
import { jsonLinesOf } from './json-lines.js';
import type { LakeFile } from './lake-table.js';

/**
 * The JSON reader takes numbers through a binary double, which holds 15 decimal digits for sure. A line may need more
 * when one of its numbers (after `:`, `[` or `,`, hence not within a string of digits) is longer than that, or has so
 * many digits after the point that rounding to a column's scale could go wrong.
 */
const MAY_LOSE_DIGITS = literal('[:\\[,]\\s*-?(?:[0-9][0-9.]{15,}|[0-9]+\\.[0-9]{5,}|[0-9.]+[eE])');

/**
 * Puts every number of a JSON line into quotes. What comes before a number (strings as a whole, and all that is
 * neither a quote nor a digit) is kept; the end of the line counts as a last, empty number.
 */
const NUMBER_WITH_PREFIX = literal('((?:"(?:[^"\\\\]|\\\\.)*"|[^"0-9-])*)(-?[0-9][0-9.eE+-]*|$)');
const QUOTED = literal('\\1"\\2"');

/** SQL for the line with its numbers as strings, which are cast to decimals without losing a digit. */
export const quotedNumbers = (line: string): string => {
  const quoted = `regexp_replace(${line}, ${NUMBER_WITH_PREFIX}, ${QUOTED}, 'g')`;
  return `left(${quoted}, length(${quoted}) - 2)`;
};

/** SQL that lists the files among these in which a number may be longer than a double holds. */
export const filesWithLongNumbers = (files: readonly LakeFile[], compression: LakeFile['compression']): string => `
  SELECT DISTINCT filename FROM ${jsonLinesOf(files, compression, { ignoreMalformed: true, options: ', filename = true, hive_partitioning = false' })}
  WHERE regexp_matches(json, ${MAY_LOSE_DIGITS})`;

/** Remembers which files need the exact way, so that each is looked through once. An object never changes under its ETag. */
export class LongNumberFiles {
  readonly #known = new Map<string, { readonly etag: string; readonly long: boolean }>();

  unknown(files: readonly LakeFile[]): readonly LakeFile[] {
    return files.filter(({ path, etag }) => this.#known.get(path)?.etag !== etag);
  }

  learn(files: readonly LakeFile[], longPaths: ReadonlySet<string>): void {
    for (const { path, etag } of files) this.#known.set(path, { etag, long: longPaths.has(path) });
  }

  /** How the decimals of the file are read, by what is known of it. */
  reading({ path, etag }: LakeFile): DecimalReading {
    const known = this.#known.get(path);
    if (known?.etag !== etag) return 'guarded';
    return known.long ? 'exact' : 'plain';
  }
}
