import type {
  GetParameterRequest,
  GetParameterResult,
  GetParametersRequest,
  GetParametersResult,
  Parameter,
} from '@aws-sdk/client-ssm';
import type { ParameterStore, StoredParameter } from './parameter-store.js';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter = ({ Name = '' }: GetParameterRequest, store: ParameterStore): GetParameterResult => ({
  Parameter: describe(store.require(Name), store),
});

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html */
export const getParameters = ({ Names = [] }: GetParametersRequest, store: ParameterStore): GetParametersResult => ({
  Parameters: Names.flatMap((name) => {
    const parameter = store.find(name);
    return parameter ? [describe(parameter, store)] : [];
  }),
  InvalidParameters: Names.filter((name) => !store.find(name)),
});

const describe = (parameter: StoredParameter, store: ParameterStore): Parameter => ({
  Name: parameter.name,
  Type: parameter.type,
  Value: parameter.value,
  Version: parameter.version,
  LastModifiedDate: new Date(parameter.modifiedAtMs),
  ARN: store.arnOf(parameter),
  DataType: 'text',
});
