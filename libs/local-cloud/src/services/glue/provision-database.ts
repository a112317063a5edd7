import type { DatabaseInput } from '@aws-sdk/client-glue';
import { members, supported, type PropertyRules } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import { catalogName, entry, without, type Catalog } from './catalog.js';

const properties: PropertyRules = {
  CatalogId: supported,
  DatabaseName: supported,
  DatabaseInput: members({ Name: supported, Description: supported, LocationUri: supported, Parameters: supported }),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-database.html */
export const databaseProvisioner = (catalog: Catalog): Provisioner => ({
  type: 'AWS::Glue::Database',
  properties,
  provision: async (resource) => {
    const input = (resource.properties['DatabaseInput'] ?? {}) as DatabaseInput;
    const name = catalogName(input.Name ?? physicalNameOf(resource).replaceAll('-', '_'));
    const createdAtMs = catalog.context.clock.now();
    await catalog.change((content) => ({
      ...content,
      [name]: { createdAtMs, tables: {}, ...entry(content, name), input: { ...input, Name: name } },
    }));
    return { physicalId: name };
  },
  remove: (name) => catalog.change((content) => without(content, name)),
});
