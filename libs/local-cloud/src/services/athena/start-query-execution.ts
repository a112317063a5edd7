import type { StartQueryExecutionCommandInput } from '@aws-sdk/client-athena';
import type { AthenaState } from './athena-state.js';
import { bindStatement } from './bind-statement.js';
import { invalidRequest, refuseMembers } from './errors.js';
import { randomUuid } from '../../core/random-uuid.js';
import type { BoundStatement, QueryRecord } from './query-execution.js';
import { runQuery } from './run-query.js';
import { parseS3Location } from './s3-location.js';
import { traitsOf } from './statement-traits.js';
import type { WorkGroupRecord } from './work-group.js';

const LONGEST_QUERY_BYTES = 262_144;

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
export const startQueryExecution = async (
  input: StartQueryExecutionCommandInput,
  state: AthenaState,
): Promise<{ readonly QueryExecutionId: string }> => {
  refuseMembers(input, ['ResultReuseConfiguration', 'EngineConfiguration']);
  const sql = requireQuery(input.QueryString);
  const bound = await bindStatement(sql, input.ExecutionParameters ?? [], state.workGroup(input.WorkGroup).name, state);
  const token = input.ClientRequestToken;
  const repeated = token === undefined ? undefined : state.queryOfToken(token);
  if (repeated && repeated.sql !== sql) throw invalidRequest('Idempotent parameters do not match', 'INVALID_INPUT');
  if (repeated) return { QueryExecutionId: repeated.id };

  const query = newQuery(sql, bound, input, state);
  state.submit(query, token, () => runQuery(query, state));
  return { QueryExecutionId: query.id };
};

const requireQuery = (sql: string | undefined): string => {
  if (sql === undefined || sql === '') throw invalidRequest('queryString must have length greater than or equal to 1');
  if (Buffer.byteLength(sql) > LONGEST_QUERY_BYTES)
    throw invalidRequest(`queryString must have length less than or equal to ${LONGEST_QUERY_BYTES}`);
  return sql;
};

const newQuery = (
  sql: string,
  bound: BoundStatement,
  input: StartQueryExecutionCommandInput,
  state: AthenaState,
): QueryRecord => {
  const { clock, random } = state.context;
  const group = state.workGroup(input.WorkGroup);
  if (!group.enabled) throw invalidRequest(`WorkGroup ${group.name} is disabled.`);
  const catalog = input.QueryExecutionContext?.Catalog?.toLowerCase();
  if (catalog !== undefined && catalog !== 'awsdatacatalog')
    throw invalidRequest(`Catalog ${catalog} is not found; the local cloud has AwsDataCatalog.`);
  const id = randomUuid(random);
  const { result } = traitsOf(bound.statement);
  return {
    id,
    sql,
    bound,
    database: (input.QueryExecutionContext?.Database ?? 'default').toLowerCase(),
    workGroup: group.name,
    outputLocation: `${outputFolder(input, group)}${id}.${result === 'text' ? 'txt' : 'csv'}`,
    // What answers with text reads no data.
    scanCutoffBytes: result === 'text' ? undefined : group.scanCutoffBytes,
    submittedAtMs: clock.now(),
    state: 'QUEUED',
    scannedBytes: 0,
    columns: [],
  };
};

const outputFolder = ({ ResultConfiguration }: StartQueryExecutionCommandInput, group: WorkGroupRecord): string => {
  if (ResultConfiguration && !group.enforced)
    refuseMembers(ResultConfiguration, ['EncryptionConfiguration', 'ExpectedBucketOwner', 'AclConfiguration']);
  const given = group.enforced ? undefined : ResultConfiguration?.OutputLocation;
  const location = parseS3Location(given ?? group.outputLocation);
  if (!location)
    throw invalidRequest(
      'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
    );
  return `s3://${location.bucket}/${location.prefix}`;
};
