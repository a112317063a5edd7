import type { Api } from '../../core/operation.js';
import { getFunction } from './get-function.js';
import { getFunctionConfiguration } from './get-function-configuration.js';
import { invoke } from './invoke.js';
import { listFunctions } from './list-functions.js';

export const operations = {
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  Invoke: invoke,
  ListFunctions: listFunctions,
};

export type LambdaApi = Api<typeof operations>;
