import type { StackOutput } from '@sales-cdc/cfn-template';
import type { StackRecord } from './stack.js';
import { isDeleted } from './stack-store.js';

export interface StackExport {
  readonly stack: StackRecord;
  readonly name: string;
  readonly value: unknown;
}

/** What the stacks export; names are unique in the account and region. */
export const exportsOf = (stacks: readonly StackRecord[]): readonly StackExport[] =>
  stacks
    .filter((stack) => !isDeleted(stack))
    .flatMap((stack) =>
      Object.values(stack.outputs).flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ stack, name: exportName, value }],
      ),
    );

/** Names of the stacks that use the export. */
export const importersOf = (exportName: string, stacks: readonly StackRecord[]): readonly string[] =>
  stacks.filter((stack) => !isDeleted(stack) && stack.imports.includes(exportName)).map(({ name }) => name);

/**
 * Throws when the outputs take a name that another stack exports, or let go of or change one that another stack uses.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export const checkExports = (
  stack: StackRecord,
  outputs: Readonly<Record<string, StackOutput>>,
  stacks: readonly StackRecord[],
): void => {
  const wanted = new Map(
    Object.values(outputs).flatMap(({ exportName, value }) => (exportName === undefined ? [] : [[exportName, value]])),
  );
  const all = exportsOf(stacks);
  for (const name of wanted.keys()) {
    const other = all.find((one) => one.name === name && one.stack.id !== stack.id);
    if (other) throw new Error(`Export with name ${name} is already exported by stack ${other.stack.name}.`);
  }
  for (const { name, value } of all.filter((one) => one.stack.id === stack.id)) {
    const importers = importersOf(name, stacks);
    if (importers.length === 0 || wanted.get(name) === value) continue;
    const verb = wanted.has(name) ? 'update' : 'delete';
    throw new Error(`Cannot ${verb} export ${name} as it is in use by ${importers.join(', ')}.`);
  }
};
