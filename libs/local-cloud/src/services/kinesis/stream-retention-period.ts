import type { DecreaseStreamRetentionPeriodInput, IncreaseStreamRetentionPeriodInput } from '@aws-sdk/client-kinesis';
import { invalidArgument, validationError } from './kinesis-errors.js';
import type { Streams } from './streams.js';

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html */
export const increaseStreamRetentionPeriod = async (
  input: IncreaseStreamRetentionPeriodInput,
  streams: Streams,
): Promise<object> => {
  const stream = streams.require(input);
  const hours = checkRetention(input.RetentionPeriodHours);
  const { retentionHours, name } = stream.definition;
  if (hours < retentionHours)
    throw invalidArgument(
      `Requested retention period (${hours} hours) for stream ${name} is below its current one (${retentionHours} hours).`,
    );
  await stream.change(() => ({ retentionHours: hours }));
  return {};
};

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html */
export const decreaseStreamRetentionPeriod = async (
  input: DecreaseStreamRetentionPeriodInput,
  streams: Streams,
): Promise<object> => {
  const stream = streams.require(input);
  const hours = checkRetention(input.RetentionPeriodHours);
  const { retentionHours, name } = stream.definition;
  if (hours > retentionHours)
    throw invalidArgument(
      `Requested retention period (${hours} hours) for stream ${name} is above its current one (${retentionHours} hours).`,
    );
  await stream.change(() => ({ retentionHours: hours }));
  return {};
};

/** From a day to a year. */
export const checkRetention = (hours: number | undefined): number => {
  if (hours === undefined || !Number.isInteger(hours))
    throw validationError('retentionPeriodHours', hours, 'be a whole number');
  if (hours < 24 || hours > 8_760)
    throw invalidArgument(`Retention period hours must be between 24 and 8760. Specified value was ${hours}.`);
  return hours;
};
