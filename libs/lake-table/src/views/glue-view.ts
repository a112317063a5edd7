import { trinoType } from '../column-types.js';
import { glueColumns, type GlueColumn } from '../glue-columns.js';
import { type LakeView } from './lake-view.js';

/** A view in the form that a Glue table takes, as Athena itself writes it for CREATE VIEW. */
export interface GlueView {
  readonly name: string;
  readonly description: string;
  readonly tableType: 'VIRTUAL_VIEW';
  readonly viewOriginalText: string;
  readonly viewExpandedText: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly columns: readonly GlueColumn[];
}

/**
 * The Glue table of a view whose tables are in that database. Athena reads its SQL and its columns' types out of base64'd
 * JSON in a comment, a form that is Presto's and that AWS does not document.
 */
export const glueView = ({ name, comment, sql, columns }: LakeView, database: string): GlueView => {
  const definition = {
    originalSql: sql,
    catalog: 'awsdatacatalog',
    schema: database,
    columns: columns.map((column) => ({ name: column.name, type: trinoType(column) })),
  };
  return {
    name,
    description: comment,
    tableType: 'VIRTUAL_VIEW',
    viewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString('base64')} */`,
    viewExpandedText: '/* Presto View */',
    parameters: { presto_view: 'true', comment: 'Presto View' },
    columns: glueColumns(columns),
  };
};
