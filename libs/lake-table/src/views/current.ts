import { type LakeEntity } from '../entity/lake-entity.js';
import { viewNames } from '../entity/names.js';
import { selectList, type LakeView, type QueryOf } from './lake-view.js';

/** The newest change of each entity; of a change that was delivered twice the copy that was read last, by the newest codec. */
export const latestChanges = ({ columns, key }: LakeEntity, table: string, condition = ''): string =>
  `SELECT ${selectList(columns)}
FROM (
  SELECT *, row_number() OVER (PARTITION BY ${key.name} ORDER BY sequence_number DESC, processed_at DESC) AS recency
  FROM ${table}${condition}
) AS ranked
WHERE recency = 1 AND op <> 'd'`;

/**
 * SQL for the entities as they are now, for Athena and DuckDB alike: of each the line with the greatest sequence
 * number, and none if that is a delete. A line delivered twice counts once, and the order of delivery does not matter.
 * An op that is not known counts as an upsert; a backfill row loses against every change from the stream.
 */
export const currentQuery = (entity: LakeEntity, { table }: QueryOf): string => latestChanges(entity, table);

/** The entities as they are now. */
export const currentView = (entity: LakeEntity): LakeView => ({
  name: viewNames(entity).current,
  comment: `Each ${entity.one} as it is now: its newest image, without deleted ${entity.name} and duplicates`,
  sql: currentQuery(entity, { table: entity.tableName }),
  columns: entity.columns,
});
