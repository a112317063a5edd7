import type { Unload } from '@sales-cdc/athena-sql';
import type { AthenaState } from '../athena-state.js';
import { QueryFailed } from '../engine/query-failed.js';
import { NULL_PARTITION } from '../find-files.js';
import { locationTemplate } from '../location-template.js';
import type { QueryRecord } from '../query-execution.js';
import { parseS3Location } from '../s3-location.js';
import { withEngine } from '../with-engine.js';
import { writeManifest } from './manifest.js';
import { requireEmpty } from './put-objects.js';
import { columnsToWrite, splitPartitions } from './result-columns.js';
import { refuseOtherProperties, textsOf, writeFormat } from './write-format.js';
import { writeRows } from './write-rows.js';

/** Writes a query's rows to a place where nothing lies yet. https://docs.aws.amazon.com/athena/latest/ug/unload.html */
export const unload = async (
  query: QueryRecord,
  statement: Unload,
  parameters: readonly string[],
  state: AthenaState,
): Promise<void> => {
  refuseOtherProperties(statement.properties, ['format', 'compression', 'partitioned_by']);
  const format = writeFormat(statement.properties, undefined);
  const location = parseS3Location(statement.location);
  if (!location)
    throw new QueryFailed(`INVALID_FUNCTION_ARGUMENT: UNLOAD needs an S3 location, not ${statement.location}`);
  await requireEmpty(location, 'UNLOAD', state.ports);
  await withEngine(query, { query: statement.query, parameters }, state, async (run) => {
    const all = columnsToWrite(run.ready, 'line 1:1');
    const { columns, partitionColumns } = splitPartitions(all, textsOf(statement.properties, 'partitioned_by'));
    const names = partitionColumns.map(({ name }) => name);
    const template = locationTemplate({ Name: '', StorageDescriptor: { Location: statement.location } }, names);
    const written = await writeRows(
      run,
      {
        format,
        columns,
        partitionColumns,
        fileName: query.id,
        locationOf: (values) => template.locationOf(values.map((value) => value ?? NULL_PARTITION)),
      },
      state,
    );
    await writeManifest(query, written.uris, state.ports).catch(async (error: unknown) => {
      await written.undo();
      throw error;
    });
    query.updateCount = written.rows;
  });
};
