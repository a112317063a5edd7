import { AwsError } from '@sales-cdc/aws-wire';

export const invalidPattern = (message: string): AwsError => new AwsError('InvalidParameterException', message);
