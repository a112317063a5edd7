import type { Api } from '../../core/operation.js';
import { createEventSourceMapping } from './event-source-mapping/create-event-source-mapping.js';
import { deleteEventSourceMapping } from './event-source-mapping/delete-event-source-mapping.js';
import { getEventSourceMapping } from './event-source-mapping/get-event-source-mapping.js';
import { listEventSourceMappings } from './event-source-mapping/list-event-source-mappings.js';
import { updateEventSourceMapping } from './event-source-mapping/update-event-source-mapping.js';
import { getFunction } from './get-function.js';
import { getFunctionConfiguration } from './get-function-configuration.js';
import { invoke } from './invoke.js';
import { listFunctions } from './list-functions.js';

export const operations = {
  CreateEventSourceMapping: createEventSourceMapping,
  DeleteEventSourceMapping: deleteEventSourceMapping,
  GetEventSourceMapping: getEventSourceMapping,
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  Invoke: invoke,
  ListEventSourceMappings: listEventSourceMappings,
  ListFunctions: listFunctions,
  UpdateEventSourceMapping: updateEventSourceMapping,
};

export type LambdaApi = Api<typeof operations>;
