import type { CatalogStatement } from '@sales-cdc/athena-sql';
import type { CloudContext } from '../../../core/cloud-context.js';
import type { AthenaPorts } from '../ports.js';

/** What a statement on the catalog acts on. */
export interface StatementScope {
  readonly ports: AthenaPorts;
  readonly context: CloudContext;
  /** Of names without a database. */
  readonly database: string;
}

/** The statements of these kinds. */
export type StatementOf<Kind extends CatalogStatement['kind']> = Kind extends unknown
  ? Matching<CatalogStatement, Kind>
  : never;

type Matching<Statement, Kind> = Statement extends { readonly kind: infer Kinds }
  ? Kind extends Kinds
    ? Statement
    : never
  : never;
