import type { DatabaseInput } from '@aws-sdk/client-glue';
import { members, supported, type PropertyRules } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner, type ResolvedResource } from '../../core/provisioner.js';
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
  find: async (resource) => entry(await catalog.read(), nameOf(resource))?.input.Name,
  provision: async (resource) => {
    const input = inputOf(resource);
    const name = nameOf(resource);
    const createdAtMs = catalog.context.clock.now();
    await catalog.change((content) => ({
      ...content,
      [name]: { createdAtMs, tables: {}, ...entry(content, name), input: { ...input, Name: name } },
    }));
    return { physicalId: name };
  },
  remove: (name) => catalog.change((content) => without(content, name)),
});

const inputOf = ({ properties }: ResolvedResource): DatabaseInput =>
  (properties['DatabaseInput'] ?? {}) as DatabaseInput;

const nameOf = (resource: ResolvedResource): string =>
  catalogName(inputOf(resource).Name ?? physicalNameOf(resource).replaceAll('-', '_'));
