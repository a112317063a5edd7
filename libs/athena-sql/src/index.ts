export { SqlError } from './sql-error.js';
export { parseStatement } from './parse-statement.js';
export { raisedMessage } from './rewrite/raise.js';
export type { EngineSql, Query, Statement } from './statement.js';
