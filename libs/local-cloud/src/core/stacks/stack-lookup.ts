import type { Lookup } from '@sales-cdc/cfn-template';
import type { StackResource } from './stack.js';

/**
 * What a template asks of the resources that its stack has by now. Each use of another stack's export is told to
 * `onImport`.
 */
export const stackLookup = (
  stackName: string,
  resourceOf: (logicalId: string) => StackResource | undefined,
  exports: ReadonlyMap<string, unknown>,
  onImport: (exportName: string) => void = () => undefined,
): Lookup => {
  const require = (logicalId: string): StackResource => {
    const resource = resourceOf(logicalId);
    if (resource?.physicalId === undefined)
      throw new Error(`${stackName}: ${logicalId} is referred to before it exists.`);
    return resource;
  };
  return {
    ref: (logicalId) => require(logicalId).physicalId ?? '',
    attribute: (logicalId, name) => {
      const value = require(logicalId).attributes[name];
      if (value === undefined)
        throw new Error(`${stackName}/${logicalId}: the local cloud does not know its attribute ${name}.`);
      return value;
    },
    importValue: (exportName) => {
      if (!exports.has(exportName)) throw new Error(`No export named ${exportName} found.`);
      onImport(exportName);
      return exports.get(exportName);
    },
  };
};
