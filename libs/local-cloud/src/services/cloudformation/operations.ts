import { createChangeSet } from './change-sets/create-change-set.js';
import { deleteChangeSet } from './change-sets/delete-change-set.js';
import { describeChangeSet } from './change-sets/describe-change-set.js';
import { executeChangeSet } from './change-sets/execute-change-set.js';
import { listChangeSets } from './change-sets/list-change-sets.js';
import { createStack } from './stacks/create-stack.js';
import { deleteStack } from './stacks/delete-stack.js';
import { describeStackEvents } from './stacks/describe-stack-events.js';
import { describeStackResource, describeStackResources } from './stacks/describe-stack-resources.js';
import { describeStacks } from './stacks/describe-stacks.js';
import { listExports, listImports } from './stacks/list-exports.js';
import { listStackResources } from './stacks/list-stack-resources.js';
import { listStacks } from './stacks/list-stacks.js';
import { continueUpdateRollback, rollbackStack } from './stacks/rollback-stack.js';
import { updateStack } from './stacks/update-stack.js';
import { updateTerminationProtection } from './stacks/update-termination-protection.js';
import { getTemplateSummary } from './templates/get-template-summary.js';
import { getTemplate } from './templates/get-template.js';
import { validateTemplate } from './templates/validate-template.js';

export const operations = {
  ContinueUpdateRollback: continueUpdateRollback,
  CreateChangeSet: createChangeSet,
  CreateStack: createStack,
  DeleteChangeSet: deleteChangeSet,
  DeleteStack: deleteStack,
  DescribeChangeSet: describeChangeSet,
  DescribeStackEvents: describeStackEvents,
  DescribeStackResource: describeStackResource,
  DescribeStackResources: describeStackResources,
  DescribeStacks: describeStacks,
  ExecuteChangeSet: executeChangeSet,
  GetTemplate: getTemplate,
  GetTemplateSummary: getTemplateSummary,
  ListChangeSets: listChangeSets,
  ListExports: listExports,
  ListImports: listImports,
  ListStackResources: listStackResources,
  ListStacks: listStacks,
  RollbackStack: rollbackStack,
  UpdateStack: updateStack,
  UpdateTerminationProtection: updateTerminationProtection,
  ValidateTemplate: validateTemplate,
};
