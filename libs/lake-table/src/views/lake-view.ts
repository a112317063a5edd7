import { type LakeColumn } from '../column-types.js';

/** Which table a query of this package reads; the name is written into the statement as it is, so it may be qualified. */
export interface QueryOf {
  readonly table: string;
}

/** A view of the lake: SQL over one table of the view's own database, and the columns that it answers, in their order. */
export interface LakeView {
  readonly name: string;
  readonly comment: string;
  readonly sql: string;
  readonly columns: readonly LakeColumn[];
}

/** The columns' names as a select list. */
export const selectList = (columns: readonly LakeColumn[]): string => columns.map(({ name }) => name).join(', ');
