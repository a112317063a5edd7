import { supported, type PropertyRules } from '../../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../../core/provisioner.js';
import type { AthenaState } from '../athena-state.js';

const properties: PropertyRules = {
  StatementName: supported,
  WorkGroup: supported,
  QueryStatement: supported,
  Description: supported,
};

interface PreparedStatementProperties {
  readonly StatementName?: string;
  readonly WorkGroup?: string;
  readonly QueryStatement?: string;
  readonly Description?: string;
}

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-preparedstatement.html
 *
 * Differs: AWS parses the statement when it makes it; here its first EXECUTE does, since loading the grammar would take
 * most of the time that the whole cloud needs to start.
 */
export const preparedStatementProvisioner = (state: AthenaState): Provisioner => ({
  type: 'AWS::Athena::PreparedStatement',
  properties,
  provision: async (resource) => {
    const { StatementName, WorkGroup, QueryStatement, Description } =
      resource.properties as PreparedStatementProperties;
    const name = StatementName ?? physicalNameOf(resource);
    state.preparedStatements.put({
      StatementName: name,
      WorkGroupName: state.workGroup(WorkGroup).name,
      ...(QueryStatement !== undefined && { QueryStatement }),
      ...(Description !== undefined && { Description }),
      LastModifiedTime: new Date(state.context.clock.now()),
    });
    return { physicalId: name };
  },
  remove: async (name, resource) => {
    const { WorkGroup = 'primary' } = resource.properties as PreparedStatementProperties;
    if (state.preparedStatements.find(WorkGroup, name)) state.preparedStatements.delete(WorkGroup, name);
  },
});
