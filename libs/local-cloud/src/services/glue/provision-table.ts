import type { TableInput } from '@aws-sdk/client-glue';
import { isDeepStrictEqual } from 'node:util';
import { each, ignored, members, oneOf, supported, type PropertyRules } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner, type ResolvedResource } from '../../core/provisioner.js';
import { catalogName, entry, without, type Catalog } from './catalog.js';
import { nextVersion } from './next-version.js';
import { normalTable } from './table-input.js';

const column = members({ Name: supported, Type: supported, Comment: supported });

const properties: PropertyRules = {
  CatalogId: supported,
  DatabaseName: supported,
  TableInput: members({
    Name: supported,
    Description: supported,
    Owner: supported,
    Retention: ignored('Glue itself does nothing with it'),
    TableType: oneOf('EXTERNAL_TABLE', 'VIRTUAL_VIEW'),
    ViewOriginalText: supported,
    ViewExpandedText: supported,
    Parameters: supported,
    PartitionKeys: each(column),
    StorageDescriptor: members({
      Columns: each(column),
      Location: supported,
      InputFormat: supported,
      OutputFormat: supported,
      Compressed: ignored("the key's extension tells how an object is compressed"),
      StoredAsSubDirectories: oneOf(false),
      SerdeInfo: members({ Name: supported, SerializationLibrary: supported, Parameters: supported }),
      Parameters: supported,
      NumberOfBuckets: ignored('Athena does not use it for JSON'),
    }),
  }),
};

interface TableProperties {
  readonly DatabaseName?: string;
  readonly TableInput?: TableInput;
}

/** A deployment with other columns changes the table. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-table.html */
export const tableProvisioner = (catalog: Catalog): Provisioner => ({
  type: 'AWS::Glue::Table',
  properties,
  find: async (resource) => {
    const { DatabaseName } = resource.properties as TableProperties;
    const database = entry(await catalog.read(), catalogName(DatabaseName));
    return database && entry(database.tables, inputOf(resource).Name)?.input.Name;
  },
  provision: async (resource) => {
    const { DatabaseName } = resource.properties as TableProperties;
    const input = inputOf(resource);
    const now = catalog.context.clock.now();
    await catalog.changeDatabase(DatabaseName, (database) => {
      const existing = entry(database.tables, input.Name);
      if (existing && isDeepStrictEqual(existing.input, input)) return database;
      const table = existing
        ? nextVersion(existing, input, now)
        : { input, createdAtMs: now, updatedAtMs: now, version: 0, partitions: {} };
      return { ...database, tables: { ...database.tables, [input.Name]: table } };
    });
    return { physicalId: input.Name };
  },
  remove: async (name, resource) => {
    const { DatabaseName } = resource.properties as TableProperties;
    await catalog.change((content) => {
      const database = entry(content, catalogName(DatabaseName));
      if (!database) return content;
      const tables = without(database.tables, name);
      return { ...content, [database.input.Name]: { ...database, tables } };
    });
  },
});

const inputOf = (resource: ResolvedResource): ReturnType<typeof normalTable> => {
  const { TableInput } = resource.properties as TableProperties;
  return normalTable({ ...TableInput, Name: TableInput?.Name ?? physicalNameOf(resource).replaceAll('-', '_') });
};
