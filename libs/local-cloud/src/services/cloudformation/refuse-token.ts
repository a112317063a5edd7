import { validationError } from './cloudformation-state.js';

/** Lists that always fit into one page give no token, so none can come back. */
export const refuseToken = (token: string | undefined): void => {
  if (token !== undefined) throw validationError('The NextToken is not one that was given.');
};
