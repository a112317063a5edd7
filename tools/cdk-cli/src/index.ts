export { cdkAt, type Cdk, type CdkEnded } from './cdk-at.js';
export { changedAssembly, theOne, type AssemblyChange, type ChangeableTemplate } from './changed-assembly.js';
