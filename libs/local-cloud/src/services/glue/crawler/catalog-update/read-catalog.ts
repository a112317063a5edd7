import type { Partition, Table } from '@aws-sdk/client-glue';
import type { CrawlerPorts } from '../crawler-ports.js';

/** All tables of a database. Throws `EntityNotFoundException` when there is no such database. */
export const readTables = async (databaseName: string, { glue }: CrawlerPorts): Promise<readonly Table[]> => {
  const tables: Table[] = [];
  let token: string | undefined;
  do {
    const page = await glue.GetTables({ DatabaseName: databaseName, NextToken: token });
    tables.push(...(page.TableList ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return tables;
};

/** All partitions of a table, by their values as a JSON list. */
export const readPartitions = async (
  databaseName: string,
  tableName: string,
  { glue }: CrawlerPorts,
): Promise<ReadonlyMap<string, Partition>> => {
  const partitions = new Map<string, Partition>();
  let token: string | undefined;
  do {
    const page = await glue.GetPartitions({ DatabaseName: databaseName, TableName: tableName, NextToken: token });
    for (const partition of page.Partitions ?? []) partitions.set(JSON.stringify(partition.Values), partition);
    token = page.NextToken;
  } while (token !== undefined);
  return partitions;
};
