/** Something the user can put right: its message is one sentence that says what is wrong and what to do. Printed without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
