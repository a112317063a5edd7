import { compileJsonPath } from './json-path.js';

/** The partition key of an event; undefined when the event has none at the path. */
export type PartitionKey = (event: unknown) => string | undefined;

const MAXIMUM_LENGTH = 256;

/**
 * Static text, or a path evaluated on each event: `$.dynamodb.Keys.sale_id.S`. A path counts only as the whole value.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
 */
export const compilePartitionKey = (setting: string): PartitionKey => {
  if (setting === '' || setting.length > MAXIMUM_LENGTH)
    throw new Error(`PartitionKey must have 1 to ${MAXIMUM_LENGTH} characters.`);
  const path = compileJsonPath(setting);
  if (!path && setting.startsWith('$.'))
    throw new Error(`PartitionKey ${setting} begins like a path and is none; write it like $.dynamodb.Keys.id.S.`);
  if (!path) return () => setting;
  return (event) => {
    const value = path(event);
    if (typeof value === 'string') return value === '' ? undefined : value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  };
};
