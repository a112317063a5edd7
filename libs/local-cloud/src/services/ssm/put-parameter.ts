import type { DeleteParameterRequest, PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { AwsError } from '@sales-cdc/aws-wire';
import type { ParameterStore } from './parameter-store.js';

const UNSUPPORTED = ['KeyId', 'AllowedPattern', 'Policies', 'Tags'] as const;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const putParameter = async (
  request: PutParameterRequest,
  store: ParameterStore,
): Promise<PutParameterResult> => {
  const { Name: name = '', Value: value = '', Description: description, Overwrite = false } = request;
  const former = store.find(name);
  if (former && !Overwrite)
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  const type = request.Type ?? former?.type;
  refuseUnsupported(request, type);
  const { version } = await store.put({
    ...{ name, value, type: type === 'StringList' ? 'StringList' : 'String' },
    ...(description !== undefined && { description }),
  });
  return { Version: version, Tier: 'Standard' };
};

const refuseUnsupported = (request: PutParameterRequest, type: string | undefined): void => {
  const given = UNSUPPORTED.filter((name) => request[name] !== undefined);
  if (given.length > 0)
    throw new AwsError('ValidationException', `The local cloud does not support ${given.join(', ')} of PutParameter.`);
  if (type === undefined)
    throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
  if (type !== 'String' && type !== 'StringList')
    throw new AwsError('ValidationException', `The local cloud does not support parameters of the type ${type}.`);
  if ((request.Tier ?? 'Standard') !== 'Standard' || (request.DataType ?? 'text') !== 'text')
    throw new AwsError('ValidationException', 'The local cloud supports the tier Standard and the data type text.');
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html */
export const deleteParameter = async (
  { Name = '' }: DeleteParameterRequest,
  store: ParameterStore,
): Promise<object> => {
  store.require(Name);
  await store.delete(Name);
  return {};
};
