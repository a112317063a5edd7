import { AGGREGATE_FUNCTIONS } from './aggregate-functions.js';
import { DATE_FUNCTIONS } from './date-functions.js';
import type { FunctionEntry } from './function-entry.js';
import { NESTED_FUNCTIONS } from './nested-functions.js';
import { NUMBER_FUNCTIONS } from './number-functions.js';
import { TEXT_FUNCTIONS } from './text-functions.js';

/** Every function that is known by its template, lower case. What is neither here nor a special call is refused. */
export const FUNCTIONS: ReadonlyMap<string, FunctionEntry> = new Map(
  Object.entries({
    ...AGGREGATE_FUNCTIONS,
    ...DATE_FUNCTIONS,
    ...NESTED_FUNCTIONS,
    ...NUMBER_FUNCTIONS,
    ...TEXT_FUNCTIONS,
  }),
);
