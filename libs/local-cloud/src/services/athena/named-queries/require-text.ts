import { invalidRequest } from '../errors.js';

/** The member of the request, which must not be empty. */
export const requireText = (member: string, text: string | undefined): string => {
  if (text === undefined || text === '') throw invalidRequest(`${member} must have length greater than or equal to 1`);
  return text;
};
