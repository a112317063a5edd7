import { AwsError } from '@sales-cdc/aws-wire';
import type { PreparedStatement } from '@aws-sdk/client-athena';
import { invalidRequest } from '../errors.js';

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_ResourceNotFoundException.html */
const notFound = (name: string): AwsError =>
  new AwsError('ResourceNotFoundException', `PreparedStatement ${name} was not found`, 400);

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_CreatePreparedStatement.html */
const NAME = /^[a-zA-Z_][a-zA-Z0-9_@:]{0,255}$/;

/** The statements that were prepared, by their work group and their name, which is case-sensitive. */
export class PreparedStatements {
  readonly #byGroup = new Map<string, Map<string, PreparedStatement>>();

  find(workGroup: string, name: string | undefined): PreparedStatement | undefined {
    return this.#byGroup.get(workGroup)?.get(name ?? '');
  }

  require(workGroup: string, name: string | undefined): PreparedStatement {
    const found = this.find(workGroup, name);
    if (!found) throw notFound(name ?? '');
    return found;
  }

  /** By their names. */
  of(workGroup: string): readonly PreparedStatement[] {
    const names = [...(this.#byGroup.get(workGroup)?.entries() ?? [])];
    return names.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, statement]) => statement);
  }

  put(statement: PreparedStatement & { readonly WorkGroupName: string; readonly StatementName: string }): void {
    const { WorkGroupName, StatementName } = statement;
    if (!NAME.test(StatementName))
      throw invalidRequest(`Invalid statement name ${StatementName}: it must match ${NAME.source}`);
    const group = this.#byGroup.get(WorkGroupName) ?? new Map<string, PreparedStatement>();
    this.#byGroup.set(WorkGroupName, group.set(StatementName, statement));
  }

  delete(workGroup: string, name: string | undefined): void {
    this.require(workGroup, name);
    this.#byGroup.get(workGroup)?.delete(name ?? '');
  }
}
