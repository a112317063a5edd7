import { readCloudAssembly } from '@sales-cdc/cfn-template';
import { type LocalCloud, SystemClock } from '@sales-cdc/local-cloud';
import { inCloud } from '../iam-scripted-run.js';
import { assemblyOf } from '../local-run.js';
import { laptopItemOf } from '../sale-item.js';
import { askAthena, type AnswerRow } from './ask-athena.js';

const item = (saleId: string, quantity: number, version: number) =>
  laptopItemOf(saleId, {
    quantity: { N: String(quantity) },
    version: { N: String(version) },
    creation_datetime: { S: '2026-11-20T12:00:00.000Z' },
  });

/** One sale corrected, one deleted and made again, one deleted for good, and an item that is no sale: seven changes. */
const write = async ({ apis: { dynamodb } }: LocalCloud, TableName: string): Promise<void> => {
  const put = (...args: Parameters<typeof item>) => dynamodb.PutItem({ TableName, Item: item(...args) });
  const remove = (saleId: string) => dynamodb.DeleteItem({ TableName, Key: { sale_id: { S: saleId } } });
  await put('corrected', 1, 1);
  await put('corrected', 2, 2);
  await put('again', 1, 1);
  await remove('again');
  await put('again', 3, 1);
  await put('gone', 1, 1);
  await remove('gone');
  await dynamodb.PutItem({ TableName, Item: { sale_id: { S: 'no-sale' } } });
};

const arrived = async (cloud: LocalCloud): Promise<boolean> => {
  const stages = await cloud.progress();
  const firehose = stages.find(({ stage }) => stage === 'Firehose')?.counts ?? {};
  return stages.every(({ pending }) => pending === 0) && (firehose['delivered'] ?? 0) >= 7 && firehose['failed'] === 1;
};

const tuples = (rows: readonly AnswerRow[], ...columns: readonly string[]) =>
  rows.map((row) => columns.map((column) => row[column]));

describe.each(['dev', 'prod'] as const)('The views that the template of %s deploys', (stage) => {
  it('answer by name: what is, what was, what was then, and what was rejected', async () => {
    await inCloud(await readCloudAssembly(assemblyOf(stage)), {}, async (cloud) => {
      const clock = new SystemClock();
      await write(cloud, `sales-${stage}`);
      while (!(await arrived(cloud))) await clock.sleep(10);
      const ask = (QueryString: string) =>
        askAthena(cloud.apis.athena, {
          QueryString,
          QueryExecutionContext: { Database: `sales_cdc_${stage}` },
          WorkGroup: `sales-cdc-${stage}`,
        });

      const current = [
        ['again', '3'],
        ['corrected', '2'],
      ];
      expect(tuples(await ask('SELECT * FROM sales_current ORDER BY sale_id'), 'sale_id', 'quantity')).toEqual(current);
      const history = await ask('SELECT * FROM sales_history ORDER BY sale_id, sequence_number');
      expect(tuples(history, 'sale_id', 'quantity', 'is_current', 'closed_by')).toEqual([
        ['again', '1', 'false', 'd'],
        ['again', '3', 'true', undefined],
        ['corrected', '1', 'false', 'u'],
        ['corrected', '2', 'true', undefined],
        ['gone', '1', 'false', 'd'],
      ]);
      const asOf = (moment: string) => ask(`EXECUTE sales_as_of USING TIMESTAMP '${moment}'`);
      expect(tuples(await asOf('9999-01-01 00:00:00'), 'sale_id', 'quantity').sort()).toEqual(current);
      expect(await asOf('2010-01-01 00:00:00')).toEqual([]);
      expect(tuples(await ask('SELECT * FROM rejected_sales'), 'sale_id', 'event_name', 'error_code')).toEqual([
        ['no-sale', 'INSERT', 'Lambda.ProcessingFailedStatus'],
      ]);
    });
  });
});
