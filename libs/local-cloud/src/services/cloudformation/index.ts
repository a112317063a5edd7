export { createCloudFormation, type CloudFormation, type CloudFormationApi } from './create-cloudformation.js';
export type { CloudFormationPorts } from './cloudformation-state.js';
