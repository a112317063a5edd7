import type { Template } from './template.js';

/** One stack of a cloud assembly. */
export interface StackTemplate {
  readonly stackName: string;
  readonly template: Template;
  /** Names of the stacks of the same assembly that must exist before it. */
  readonly dependsOn: readonly string[];
}

/** Where a stack is deployed: the values of the pseudo parameters. */
export interface StackEnvironment {
  /** `aws` */
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** `amazonaws.com` */
  readonly urlSuffix: string;
}
