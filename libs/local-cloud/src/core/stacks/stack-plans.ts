import { planStack, readTemplate, type StackEnvironment, type StackPlan, type Template } from '@sales-cdc/cfn-template';
import type { CloudContext } from '../cloud-context.js';
import type { StackDefinition } from './stack.js';

export const templateOf = (stackName: string, { templateBody }: Pick<StackDefinition, 'templateBody'>): Template =>
  readTemplate(templateBody, stackName);

export const environmentOf = ({ partition, region, accountId }: CloudContext): StackEnvironment => ({
  partition,
  region,
  accountId,
  urlSuffix: 'amazonaws.com',
});

/** What the definition wants created. Throws a TemplateError for one that cannot be deployed. */
export const planOf = (stackName: string, definition: StackDefinition, context: CloudContext): StackPlan =>
  planStack(
    { stackName, template: templateOf(stackName, definition), dependsOn: [] },
    environmentOf(context),
    valuesOf(definition),
  );

/** What the parameters stand for: those of the Systems Manager store for what it held. */
export const valuesOf = ({
  parameters,
  storedParameters,
}: Pick<StackDefinition, 'parameters' | 'storedParameters'>): Readonly<Record<string, string>> => ({
  ...parameters,
  ...storedParameters,
});
