import { AwsError } from '@sales-cdc/aws-wire';

/** A number of the template, which may be text, within the bounds that AWS sets. */
export const numberIn = (
  deliveryStreamName: string,
  property: string,
  value: number | string,
  least: number,
  most: number,
): number => {
  const number = Number(value);
  if (number >= least && number <= most) return number;
  throw new AwsError(
    'InvalidArgumentException',
    `The delivery stream ${deliveryStreamName} has ${property} ${value}; it must be from ${least} to ${most}.`,
  );
};
