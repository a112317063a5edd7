import type { WireObject } from '../dynalite-engine.js';
import { validationError } from '../dynamodb-errors.js';
import { requireTable, type DynamoDbState } from '../dynamodb-state.js';

interface Specification {
  readonly AttributeName: string;
  readonly Enabled: boolean;
}

/**
 * Differs: it is in effect when this answers, and can be changed more than once an hour.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 */
export const updateTimeToLive = async (input: WireObject, state: DynamoDbState): Promise<WireObject> => {
  const { TimeToLiveSpecification, ...rest } = input;
  const specification = checkSpecification(TimeToLiveSpecification);
  const { table } = requireTable('DescribeTimeToLive', rest, state);
  const { tables } = state.engine;
  await tables.exclusively(table, () => {
    checkChange(specification, table.expiryAttribute);
    return tables.setExpiry(table, specification.Enabled ? specification.AttributeName : undefined);
  });
  return { TimeToLiveSpecification: specification };
};

const checkSpecification = (value: unknown): Specification => {
  const { AttributeName, Enabled, ...others } = (value ?? {}) as Partial<Specification>;
  const [unknown] = Object.keys(others);
  if (unknown) throw validationError(`The local cloud does not support the parameter ${unknown} of UpdateTimeToLive.`);
  if (typeof Enabled !== 'boolean') throw notNull('enabled');
  if (typeof AttributeName !== 'string') throw notNull('attributeName');
  if (AttributeName.length < 1 || AttributeName.length > 255)
    throw validationError(
      `1 validation error detected: Value '${AttributeName}' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: ` +
        'Member must have length less than or equal to 255 and greater than or equal to 1',
    );
  return { AttributeName, Enabled };
};

const notNull = (member: string): Error =>
  validationError(
    `1 validation error detected: Value null at 'timeToLiveSpecification.${member}' failed to satisfy constraint: Member must not be null`,
  );

const checkChange = ({ AttributeName, Enabled }: Specification, current: string | undefined): void => {
  if (Enabled && current !== undefined) throw validationError('TimeToLive is already enabled');
  if (!Enabled && current === undefined) throw validationError('TimeToLive is already disabled');
  if (!Enabled && current !== AttributeName)
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${String(current)}`,
    );
};
