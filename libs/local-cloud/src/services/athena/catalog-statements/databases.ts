import { executionFailure, semanticFailure, unlessMissing } from './statement-failures.js';
import type { StatementOf, StatementScope } from './statement-scope.js';
import { NO_TEXT, textResult, type TextResult } from '../text-result.js';
import { hivePattern } from './hive-pattern.js';

/** https://docs.aws.amazon.com/athena/latest/ug/create-database.html */
export const createDatabase = async (
  { name, ifNotExists, comment, location, properties }: StatementOf<'create-database'>,
  { ports: { glue } }: StatementScope,
): Promise<TextResult> => {
  if (await unlessMissing(glue.GetDatabase({ Name: name }))) {
    if (ifNotExists) return NO_TEXT;
    throw executionFailure('AlreadyExistsException', `Database ${name} already exists`);
  }
  const DatabaseInput = {
    Name: name,
    ...(comment !== undefined && { Description: comment }),
    ...(location !== undefined && { LocationUri: location }),
    ...(properties.size > 0 && { Parameters: Object.fromEntries(properties) }),
  };
  await glue.CreateDatabase({ DatabaseInput });
  return NO_TEXT;
};

/** Its data stays where it is. https://docs.aws.amazon.com/athena/latest/ug/drop-database.html */
export const dropDatabase = async (
  { name, ifExists, cascade }: StatementOf<'drop-database'>,
  { ports: { glue } }: StatementScope,
): Promise<TextResult> => {
  if (!(await unlessMissing(glue.GetDatabase({ Name: name })))) {
    if (ifExists) return NO_TEXT;
    throw semanticFailure(`Database does not exist: ${name}`, 10072);
  }
  const { TableList = [] } = await glue.GetTables({ DatabaseName: name, MaxResults: 1 });
  if (TableList.length > 0 && !cascade)
    throw executionFailure('InvalidOperationException', `Database ${name} is not empty. One or more tables exist.`);
  await glue.DeleteDatabase({ Name: name });
  return NO_TEXT;
};

/** https://docs.aws.amazon.com/athena/latest/ug/show-databases.html */
export const showDatabases = async (
  { pattern }: StatementOf<'show-databases'>,
  { ports: { glue } }: StatementScope,
): Promise<TextResult> => {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page = await glue.GetDatabases({ NextToken: token });
    names.push(...(page.DatabaseList ?? []).map(({ Name = '' }) => Name));
    token = page.NextToken;
  } while (token !== undefined);
  return textResult(['database_name'], names.filter(hivePattern(pattern)).sort());
};
