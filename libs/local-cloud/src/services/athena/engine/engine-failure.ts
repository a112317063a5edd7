import { raisedMessage, type EngineSql } from '@sales-cdc/athena-sql';
import { inAthenasWords } from './known-messages.js';
import { QueryFailed } from './query-failed.js';

/** An error as DuckDB tells it with `errors_as_json`. */
interface EngineError {
  readonly exception_type?: string;
  readonly exception_message?: string;
  readonly position?: string;
  readonly error_subtype?: string;
  readonly name?: string;
  readonly call?: string;
}

/** The engine's error in Athena's words, without paths of this machine. */
export const engineFailure = (cause: unknown, sql: EngineSql, hidePaths: (text: string) => string): QueryFailed => {
  if (cause instanceof QueryFailed) return cause;
  const text = String(cause);
  const error = parse(text);
  const raised = raisedMessage(error.exception_message ?? '');
  if (raised !== undefined) return new QueryFailed(raised, { cause });
  const gone = hidePaths(fileOf(error) ?? '');
  if (/^s3:\/\/./.test(gone)) return new QueryFailed(cannotOpen(gone), { cause });
  const place = error.position === undefined ? '' : `${sql.placeOf(Number(error.position))}: `;
  return new QueryFailed(hidePaths(describe(error, place, operatorAt(sql.text, error.position))), { cause });
};

const parse = (text: string): EngineError => {
  const start = text.indexOf('{');
  try {
    return JSON.parse(text.slice(start)) as EngineError;
  } catch {
    return { exception_message: text };
  }
};

/** The file that the engine may not open. One that is gone it takes for a folder, in which it would look for others. */
const fileOf = ({ exception_type: type, exception_message: message = '' }: EngineError): string | undefined =>
  type === 'Permission' ? /^Cannot access file "(.+?)(?:\/\*\*\/\*\.\w+)?"/.exec(message)?.[1] : undefined;

/** Only objects of the query's own tables have an URI: this one was deleted after the query had listed it. Differs: without offset, length and request id. */
const cannotOpen = (uri: string): string =>
  `HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split ${uri}: The specified key does not exist. (Service: Amazon S3; Status Code: 404; Error Code: NoSuchKey)`;

/** The operator that stands at the place, which Athena names where DuckDB only points. */
const operatorAt = (sql: string, position = '0'): string =>
  /^(>=|<=|<>|!=|[=<>])/.exec(Buffer.from(sql).subarray(Number(position)).toString())?.[0] ?? 'to';

const describe = (error: EngineError, place: string, operator: string): string => {
  const message = firstSentence(error.exception_message ?? '');
  const known = inAthenasWords(message, place);
  if (known !== undefined) return known;
  switch (error.exception_type) {
    case 'Parser':
      return `SYNTAX_ERROR: ${place}${message}`;
    case 'Binder':
    case 'Catalog':
      return describeUnresolved(error, place, message, operator);
    case 'Conversion':
      return describeConversion(place, message);
    case 'Out of Range':
      return `NUMERIC_VALUE_OUT_OF_RANGE: ${place}${message}`;
    case 'Out of Memory':
      return `EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded its memory: ${message}`;
    case 'Interrupt':
      return 'Query cancelled by user';
    case 'Permission':
      return `ACCESS_DENIED: ${place}Access Denied`;
    default:
      return describeData(place, message);
  }
};

const describeUnresolved = (error: EngineError, place: string, message: string, operator: string): string => {
  const name = error.name ?? '';
  if (error.error_subtype === 'COLUMN_NOT_FOUND')
    return `COLUMN_NOT_FOUND: ${place}Column '${name}' cannot be resolved or requester is not authorized to access requested resources`;
  if (error.error_subtype === 'MISSING_ENTRY') return `FUNCTION_NOT_FOUND: ${place}Function '${name}' not registered`;
  const call = error.call ?? /function call "(.+)"/.exec(message)?.[1];
  if (error.error_subtype === 'NO_MATCHING_FUNCTION' || (call && message.startsWith('Could not choose')))
    return `TYPE_MISMATCH: ${place}${mismatch(call ?? name)}`;
  const [, left, right] = /Cannot compare values of type (.+?) and (?:type )?(.+?) -/.exec(message) ?? [];
  if (left && right)
    return `TYPE_MISMATCH: ${place}Cannot apply operator: ${left.toLowerCase()} ${operator} ${right.toLowerCase()}`;
  if (/explicit (type )?cast/.test(message)) return `TYPE_MISMATCH: ${place}${message}`;
  return `SYNTAX_ERROR: ${place}${message}`;
};

/** `+(STRING_LITERAL, INTEGER)` in Athena's words. */
const mismatch = (call: string): string => {
  const [, name = call, list = ''] = /^(.*?)\((.*)\)$/s.exec(call) ?? [];
  const types = list
    .replace(/STRING_LITERAL/g, 'VARCHAR')
    .replace(/_LITERAL/g, '')
    .toLowerCase();
  if (/^\w+$/.test(name)) return `Unexpected parameters (${types}) for function ${name}`;
  const [left = '', right = ''] = types.split(', ');
  return `Cannot apply operator: ${left} ${name === '~~' ? 'LIKE' : name} ${right}`.trimEnd();
};

/** While a file is read the engine tells which, and no place in the statement. */
const describeConversion = (place: string, message: string): string =>
  /\bin file\b|\.json|JSON/.test(message)
    ? `HIVE_BAD_DATA: Error parsing a field: ${message}`
    : `INVALID_CAST_ARGUMENT: ${place}${message}`;

const describeData = (place: string, message: string): string => {
  if (/Malformed JSON/.test(message)) return `HIVE_CURSOR_ERROR: Row is not a valid JSON Object - ${message}`;
  if (/JSON/.test(message)) return `HIVE_BAD_DATA: ${message}`;
  return `GENERIC_INTERNAL_ERROR: ${place}${message}`;
};

/** What DuckDB adds (candidates, settings to try) is about DuckDB and not about Athena. */
const firstSentence = (message: string): string =>
  (message.split('\n')[0] ?? '').replace(/ (Try|You can) .*$/, '').trim();
