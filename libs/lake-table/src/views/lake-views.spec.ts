import { Decimal, Sale, SALE_SCHEMA_VERSION } from '@sales-cdc/sales-event';
import { entityStream } from '@sales-cdc/stream-codec';
import { trinoType } from '../column-types.js';
import { glueColumns } from '../glue-columns.js';
import { databaseName } from '../names.js';
import { LAKE_COLUMNS, LAKE_VIEWS, SALES_HISTORY, salesAsOfQuery } from '../sales.js';
import { glueView } from './glue-view.js';
import { type LakeView } from './lake-view.js';

interface Definition {
  readonly originalSql: string;
  readonly catalog: string;
  readonly schema: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const definitionOf = (view: LakeView): Definition => {
  const [, base64 = ''] = /^\/\* Presto View: (\S+) \*\/$/.exec(glueView(view, 'sales_cdc_dev').viewOriginalText) ?? [];
  return JSON.parse(Buffer.from(base64, 'base64').toString('utf8')) as Definition;
};

describe.each(LAKE_VIEWS)('the view $name', (view) => {
  it('is what Athena itself would have written to the catalog', () => {
    const glue = glueView(view, databaseName('dev'));
    expect(glue).toMatchObject({
      name: view.name,
      tableType: 'VIRTUAL_VIEW',
      viewExpandedText: '/* Presto View */',
      parameters: { presto_view: 'true', comment: 'Presto View' },
    });
    expect(definitionOf(view)).toMatchObject({
      originalSql: view.sql,
      catalog: 'awsdatacatalog',
      schema: 'sales_cdc_dev',
    });
  });

  it('has the same columns for the catalog and for the engine, each once and with a comment', () => {
    const { columns } = glueView(view, databaseName('dev'));
    const names = columns.map(({ name }) => name);
    expect(definitionOf(view).columns.map(({ name }) => name)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
    expect(columns.filter(({ comment }) => comment === '' || comment.length > 255)).toEqual([]);
  });
});

describe('the views of the lake', () => {
  it('have names of their own', () => {
    expect(LAKE_VIEWS.map(({ name }) => name)).toEqual(['sales_current', 'sales_history', 'rejected_sales']);
  });

  it('hold every column of the line first: history adds the time for which a version held', () => {
    expect(glueColumns(SALES_HISTORY.columns).map(({ name, type }) => `${name} ${type}`)).toEqual([
      ...LAKE_COLUMNS.map(({ name, type }) => `${name} ${type}`),
      'valid_from timestamp',
      'valid_to timestamp',
      'is_current boolean',
      'closed_by string',
    ]);
  });

  it('ask for a past state with one parameter', () => {
    expect(salesAsOfQuery({ table: 'sales' }).split('?')).toHaveLength(2);
  });
});

describe('trinoType', () => {
  it('names every kind of column in the words of the engine, for any entity', () => {
    const { columns } = entityStream({
      codec: Sale,
      schemaVersion: SALE_SCHEMA_VERSION,
      derived: [{ name: 'net', scalar: Decimal, comment: 'a part', from: () => ({ _tag: 'Left', left: 'none' }) }],
    });
    const types = new Map(columns.map((column) => [column.name, trinoType(column)]));
    expect(types.get('sale_id')).toBe('varchar');
    expect(types.get('quantity')).toBe('integer');
    expect(types.get('version')).toBe('bigint');
    expect(types.get('net')).toBe('decimal(18,4)');
    expect(types.get('committed_at')).toBe('timestamp(3)');
    expect(types.get('before')).toMatch(/^row\(sale_id varchar, .*, quantity integer, .*, net decimal\(18,4\)\)$/);
  });
});
