import type { Access, Permissions } from './authorization.js';

/** For each operation the accesses that a call asks for; none for an operation that needs no permission. */
export type AccessTable<Port, Names extends keyof Port> = {
  readonly [Name in Names]: Port[Name] extends (input: infer Input) => Promise<unknown>
    ? (input: Input) => readonly Access[]
    : never;
};

type AnyOperation = (input: unknown) => Promise<unknown>;

/**
 * A neighbour's operations for one role: those of the table and no others. A call that the role may not make is rejected
 * with AWS's error and does not reach the neighbour.
 */
export const authorizedPort = <Port extends object, Names extends keyof Port>(
  port: Port,
  permissions: Permissions,
  table: AccessTable<Port, Names>,
): Pick<Port, Names> =>
  Object.fromEntries(
    Object.entries(table as Readonly<Record<string, (input: unknown) => readonly Access[]>>).map(([name, accesses]) => {
      const operation = port[name as Names] as AnyOperation;
      const authorized: AnyOperation = async (input) => {
        for (const access of accesses(input)) permissions.authorize(access);
        return operation.call(port, input);
      };
      return [name, authorized];
    }),
  ) as Pick<Port, Names>;
