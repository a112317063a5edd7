/** The parts of dynalite 4 that are used; it ships no types. */
declare module 'dynalite/db/index.js' {
  const db: {
    create(options: { readonly path?: string }): object;
    itemSize(item: object): number;
    /** The three take a table as DescribeTable shows it. The first two give an error, or nothing. */
    validateKey(key: object, table: object): unknown;
    validateItem(item: object, table: object): unknown;
    createKey(item: object, table: object): string;
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  const validations: {
    checkTypes(body: object, types: object): Record<string, unknown>;
    checkValidations(body: object, types: object, custom: unknown, store: object): void;
  };
  export default validations;
}
