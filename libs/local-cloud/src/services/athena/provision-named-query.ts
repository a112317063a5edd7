import { createHash } from 'node:crypto';
import { supported, type PropertyRules } from '../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../core/provisioner.js';
import type { AthenaState } from './athena-state.js';

const properties: PropertyRules = {
  Name: supported,
  Description: supported,
  Database: supported,
  QueryString: supported,
  WorkGroup: supported,
};

interface NamedQueryProperties {
  readonly Name?: string;
  readonly Description?: string;
  readonly Database?: string;
  readonly QueryString?: string;
  readonly WorkGroup?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-namedquery.html */
export const namedQueryProvisioner = (state: AthenaState): Provisioner => ({
  type: 'AWS::Athena::NamedQuery',
  attributes: ['NamedQueryId'],
  properties,
  provision: (resource) => {
    const {
      Name,
      Description,
      Database,
      QueryString,
      WorkGroup = 'primary',
    } = resource.properties as NamedQueryProperties;
    const name = physicalNameOf(resource);
    const id = stableUuid(name);
    state.namedQueries.set(id, {
      NamedQueryId: id,
      Name: Name ?? name,
      Database,
      QueryString,
      WorkGroup,
      ...(Description !== undefined && { Description }),
    });
    return Promise.resolve({ physicalId: id, attributes: { NamedQueryId: id } });
  },
  remove: async (id) => void state.namedQueries.delete(id),
});

/** The same id at each start, since the query is the same. */
const stableUuid = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
