import type { IgnoredType } from '../ignored-types.js';
import type { Provisioner } from '../provisioner.js';

/** What the local cloud does with each type of resource: bring it to life or, for a stated reason, leave it. */
export interface ResourceTypes {
  readonly provisioners: ReadonlyMap<string, Provisioner>;
  readonly ignoredTypes: ReadonlyMap<string, IgnoredType>;
}
