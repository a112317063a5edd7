import type { ResolvedResource } from './provisioner.js';

/**
 * What made a resource whose identifier AWS makes up: stable from run to run, so that durable data is found again, and
 * another for what takes its place in an update.
 */
export const originOf = ({ stackName, logicalId, nameSuffix }: ResolvedResource): string =>
  [stackName, logicalId, ...(nameSuffix === undefined ? [] : [nameSuffix])].join('/');
