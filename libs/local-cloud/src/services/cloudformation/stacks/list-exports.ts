import type {
  ListExportsInput,
  ListExportsOutput,
  ListImportsInput,
  ListImportsOutput,
} from '@aws-sdk/client-cloudformation';
import { exportsOf, importersOf } from '../../../core/stacks/exports.js';
import type { CloudFormationState } from '../cloudformation-state.js';
import { validationError } from '../errors.js';
import { pageOf } from '../page.js';
import { textOf } from '../value-text.js';

const PAGE = 100;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports = ({ NextToken }: ListExportsInput, { stacks }: CloudFormationState): ListExportsOutput => {
  const { items, ...next } = pageOf(exportsOf(stacks.all()), NextToken, PAGE);
  return {
    Exports: items.map(({ stack, name, value }) => ({ ExportingStackId: stack.id, Name: name, Value: textOf(value) })),
    ...next,
  };
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html */
export const listImports = (
  { ExportName = '', NextToken }: ListImportsInput,
  { stacks }: CloudFormationState,
): ListImportsOutput => {
  const importers = importersOf(ExportName, stacks.all());
  if (importers.length === 0) throw validationError(`Export '${ExportName}' is not imported by any stack.`);
  const { items, ...next } = pageOf(importers, NextToken, PAGE);
  return { Imports: [...items], ...next };
};
