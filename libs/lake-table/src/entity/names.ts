import { type LakeEntity } from './lake-entity.js';

/** The Glue database of an entity's pipeline in a stage; Glue and Athena want lower case, digits and underscores. */
export const databaseOf = ({ name }: Pick<LakeEntity, 'name'>, stage: string): string => `${name}_cdc_${stage}`;

/** The names of an entity's views, and of its prepared statement for a past moment. */
export const viewNames = ({ name }: Pick<LakeEntity, 'name'>) => ({
  current: `${name}_current`,
  history: `${name}_history`,
  rejected: `rejected_${name}`,
  asOf: `${name}_as_of`,
});
