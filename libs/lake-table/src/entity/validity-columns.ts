/** The columns that a history adds to those of the line. */
export const VALIDITY_COLUMNS = ['valid_from', 'valid_to', 'is_current', 'closed_by'] as const;
