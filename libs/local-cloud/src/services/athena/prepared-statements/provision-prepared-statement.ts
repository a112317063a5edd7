import { supported, type PropertyRules } from '../../../core/property-rules.js';
import { physicalNameOf, type Provisioner } from '../../../core/provisioner.js';
import type { AthenaState } from '../athena-state.js';
import { requirePreparable } from './require-preparable.js';

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

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-preparedstatement.html */
export const preparedStatementProvisioner = (state: AthenaState): Provisioner => ({
  type: 'AWS::Athena::PreparedStatement',
  properties,
  provision: async (resource) => {
    const { StatementName, WorkGroup, QueryStatement, Description } =
      resource.properties as PreparedStatementProperties;
    const name = StatementName ?? physicalNameOf(resource);
    const statement = await requirePreparable(QueryStatement);
    state.preparedStatements.put({
      StatementName: name,
      WorkGroupName: state.workGroup(WorkGroup).name,
      QueryStatement: statement,
      ...(Description !== undefined && { Description }),
      LastModifiedTime: new Date(state.context.clock.now()),
    });
    return { physicalId: name };
  },
});
