const DECIMAL = /^decimal\((\d+),(\d+)\)$/;

/** Whether every value of the one Glue type is a value of the other, too. */
export const isSameOrWider = (before: string, now: string): boolean => {
  if (before === now || (before === 'int' && now === 'bigint')) return true;
  const [, precision, scale] = DECIMAL.exec(before) ?? [];
  const [, newPrecision, newScale] = DECIMAL.exec(now) ?? [];
  if (precision === undefined || newPrecision === undefined) return false;
  const wholeDigits = Number(newPrecision) - Number(newScale) - (Number(precision) - Number(scale));
  return Number(newScale) >= Number(scale) && wholeDigits >= 0;
};
