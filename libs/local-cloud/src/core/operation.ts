/** One AWS operation: input and state to output. What the caller did wrong is thrown as an `AwsError`. */
export type Operation<State, Input, Output> = (input: Input, state: State) => Output | Promise<Output>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a table of operations holds every input and output type
export type Operations<State> = Readonly<Record<string, Operation<State, any, any>>>;

/** The operations of a service bound to its state: the one door for the wire and for neighbours alike. */
export type Api<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends (input: infer Input, ...rest: never[]) => infer Output
    ? (input: Input) => Promise<Awaited<Output>>
    : never;
};

/** Binds each operation of the table to the state. Errors come as rejections, never as synchronous throws. */
export const bindOperations = <State, Table extends Operations<State>>(table: Table, state: State): Api<Table> =>
  Object.fromEntries(
    Object.entries(table).map(([name, operation]) => [
      name,
      async (input: unknown): Promise<unknown> => operation(input, state),
    ]),
  ) as Api<Table>;
