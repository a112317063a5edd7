import type { Api } from '../../core/operation.js';
import { createEventSourceMapping, listEventSourceMappings } from './event-source-mappings.js';
import { getFunction } from './get-function.js';
import { getFunctionConfiguration } from './get-function-configuration.js';
import { invoke } from './invoke.js';
import { listFunctions } from './list-functions.js';

export const operations = {
  CreateEventSourceMapping: createEventSourceMapping,
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  Invoke: invoke,
  ListEventSourceMappings: listEventSourceMappings,
  ListFunctions: listFunctions,
};

export type LambdaApi = Api<typeof operations>;
