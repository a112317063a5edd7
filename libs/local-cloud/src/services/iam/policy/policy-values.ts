import { malformedPolicy } from './malformed-policy.js';

/** Most elements of a policy hold one value or a list of them. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : [value];

/** The texts of an element; at least one. */
export const textsOf = (element: string, value: unknown): readonly string[] => {
  const texts = listOf(value);
  if (texts.length === 0 || !texts.every((one) => typeof one === 'string'))
    throw malformedPolicy(`the element ${element} must be a text or a list of texts.`);
  texts.forEach(refuseVariables);
  return texts;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export const refuseVariables = (text: string): void => {
  if (text.includes('${')) throw malformedPolicy(`the local cloud does not support policy variables: ${text}.`);
};
