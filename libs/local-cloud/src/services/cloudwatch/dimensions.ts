import type { Dimension } from '@aws-sdk/client-cloudwatch';
import { invalidValue } from './cloudwatch-errors.js';

const MAX_DIMENSIONS = 30;

export const readDimensions = (dimensions: readonly Dimension[] = []): Readonly<Record<string, string>> => {
  if (dimensions.length > MAX_DIMENSIONS)
    throw invalidValue(`The collection Dimensions must not have a size greater than ${MAX_DIMENSIONS}.`);
  return Object.fromEntries(dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
};

export const writeDimensions = (dimensions: Readonly<Record<string, string>>): Dimension[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
