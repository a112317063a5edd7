import { AwsError } from '@sales-cdc/aws-wire';

export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);

/** AWS would ignore a member it does not know; a member that only we do not know must not be forgotten in silence. */
export const refuseUnknown = (
  operation: string,
  input: Readonly<Record<string, unknown>>,
  known: readonly string[],
): void => {
  const unknown = Object.keys(input).find((member) => !known.includes(member) && input[member] != null);
  if (unknown) throw validationError(`The local cloud does not support the parameter ${unknown} of ${operation}.`);
};

/** Item operations name no table; those on the table itself do, as on AWS. */
export const tableNotFound = (tableName?: string): AwsError =>
  new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found${tableName ? `: Table: ${tableName} not found` : ''}`,
  );

export const tableInUse = (tableName: string): AwsError =>
  new AwsError('ResourceInUseException', `Table already exists: ${tableName}`);

export const tableBusy = (tableName: string): AwsError =>
  new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being updated: ${tableName}`,
  );

interface DynaliteError {
  readonly statusCode: number;
  readonly body: { readonly __type: string; readonly message?: string; readonly Message?: string };
}

/** dynalite reports what the caller did wrong as the body of the response; anything else is a defect and stays as it is. */
export const fromDynalite = (error: unknown): unknown => {
  if (!isDynaliteError(error)) return error;
  const { __type, message, Message } = error.body;
  return new AwsError(__type.slice(__type.indexOf('#') + 1), message ?? Message ?? '', error.statusCode);
};

const isDynaliteError = (error: unknown): error is DynaliteError =>
  typeof error === 'object' && error !== null && 'statusCode' in error && 'body' in error;
