import { type LakeEntity } from '../entity/lake-entity.js';
import { latestChanges } from './current.js';
import { type QueryOf } from './lake-view.js';

/**
 * SQL with one parameter, a timestamp in UTC: the entities as they were then, changes of that very moment included.
 * DynamoDB tells moments in whole seconds.
 *
 * Law: it answers the versions of the history with `valid_from <= moment` and `valid_to` null or after the moment.
 */
export const asOfQuery = (entity: LakeEntity, { table }: QueryOf): string =>
  latestChanges(entity, table, '\n  WHERE committed_at <= ?');
