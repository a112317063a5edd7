import type { Failure } from '../processing/outcome.js';
import { jsonDocuments } from '../processing/json-documents.js';
import { type Cell, type CellRules, rowOf, SchemaMismatch } from './cell.js';
import type { Column } from './column-type.js';
import { parseExactJson } from './exact-json.js';

const MALFORMED = 'DataFormatConversion.MalformedData';
const NOT_JSON: Failure = { errorCode: 'DataFormatConversion.ParseError', errorMessage: 'Encountered malformed JSON.' };
const EMPTY: Failure = {
  errorCode: MALFORMED,
  errorMessage: 'The record was empty or contained only whitespace.',
};
const PRIMITIVE: Failure = {
  errorCode: MALFORMED,
  errorMessage: 'The input JSON contained a primitive at the top level. The top level must be an object or array.',
};

/** The columns of the table in one of its versions, and how records are read by them. */
export class TableSchema {
  constructor(
    readonly columns: readonly Column[],
    private readonly rules: CellRules,
    /** Differs from that of every other schema that the records of one object must not share. */
    readonly id: string,
  ) {}

  /** The rows of a record, which may hold several JSON objects; or why it has none. */
  rowsOf(data: Uint8Array): readonly (readonly Cell[])[] | Failure {
    const documents = jsonDocuments(data);
    if (!documents) return failureOf(textOf(data));
    if (documents.length === 0) return EMPTY;
    try {
      return documents.map((document) => rowOf(parseExactJson(textOf(document)), this.columns, this.rules));
    } catch (error) {
      if (error instanceof SchemaMismatch) return { errorCode: MALFORMED, errorMessage: error.message };
      // A RangeError: nested deeper than the stack can follow.
      if (error instanceof SyntaxError || error instanceof RangeError) return NOT_JSON;
      throw error;
    }
  }
}

const textOf = (data: Uint8Array): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8');

const failureOf = (text: string): Failure => {
  try {
    return typeof JSON.parse(text) === 'object'
      ? { errorCode: MALFORMED, errorMessage: 'Data does not match the schema.' }
      : PRIMITIVE;
  } catch {
    return NOT_JSON;
  }
};
