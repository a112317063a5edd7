export { readCloudAssembly, type CloudAssembly } from './assembly/cloud-assembly.js';
export { planStack, type PlannedResource, type StackOutput, type StackPlan } from './plan/plan-stack.js';
export type { Lookup } from './intrinsics/lookup.js';
export type { StackEnvironment, StackTemplate } from './template/stack-template.js';
export type { OutputDeclaration, ParameterDeclaration, ResourceDeclaration, Template } from './template/template.js';
export { TemplateError } from './template/template-error.js';
export { failedRules } from './plan/failed-rules.js';
export { readTemplate } from './template/read-template.js';
