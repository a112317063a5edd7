import { AwsError } from '@sales-cdc/aws-wire';

const FUNCTION_NAME =
  /^(?:arn:[\w-]+:lambda:[\w-]+:)?(?:(?:\d{12}:)?function:)?(?<name>[\w-]+)(?::(?<qualifier>[\w$-]+))?$/;

/** A function as callers may name it: by name, partial ARN or ARN, each with or without a version or alias. */
export const parseFunctionName = (text: string | undefined): { readonly name: string; readonly qualifier?: string } => {
  const groups = FUNCTION_NAME.exec(text ?? '')?.groups;
  const name = groups?.['name'];
  if (!groups || name === undefined)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${text ?? ''}' at 'functionName' failed to satisfy constraint: Member must be a function's name, partial ARN or ARN`,
    );
  const qualifier = groups['qualifier'];
  return qualifier === undefined ? { name } : { name, qualifier };
};
