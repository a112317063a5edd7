type Members = Readonly<Record<string, unknown>>;

/** The members of a body that is a JSON object; none of any other body. */
export const parsedMembers = (body: string | undefined): Members => {
  try {
    return membersOf(JSON.parse(body ?? ''));
  } catch {
    return {};
  }
};

export const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null ? (value as Members) : {};

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Whether it is a sequence number: digits only. */
export const isNumber = (value: unknown): value is string => typeof value === 'string' && /^\d+$/.test(value);
