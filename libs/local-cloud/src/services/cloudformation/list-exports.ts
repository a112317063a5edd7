import type { ListExportsInput, ListExportsOutput } from '@aws-sdk/client-cloudformation';
import type { CloudFormationState } from './cloudformation-state.js';
import { refuseToken } from './refuse-token.js';
import { textOf } from './value-text.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html */
export const listExports = ({ NextToken }: ListExportsInput, state: CloudFormationState): ListExportsOutput => {
  refuseToken(NextToken);
  return {
    Exports: state
      .all()
      .flatMap(({ id, outputs }) =>
        Object.values(outputs).flatMap(({ exportName, value }) =>
          exportName === undefined ? [] : [{ ExportingStackId: id, Name: exportName, Value: textOf(value) }],
        ),
      ),
  };
};
