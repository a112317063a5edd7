import { latestChanges } from './sales-current.js';
import { type QueryOf } from './lake-view.js';

/** The name of the prepared statement: `EXECUTE sales_as_of USING TIMESTAMP '2026-11-23 12:00:00'`. */
export const SALES_AS_OF = 'sales_as_of';

/**
 * SQL with one parameter, a timestamp in UTC: the sales as they were then, changes of that very moment included. DynamoDB
 * tells moments in whole seconds.
 *
 * Law: it answers the versions of `sales_history` with `valid_from <= moment` and `valid_to` null or after the moment.
 */
export const salesAsOfQuery = ({ table }: QueryOf): string => latestChanges(table, '\n  WHERE committed_at <= ?');
