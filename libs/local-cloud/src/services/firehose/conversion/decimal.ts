const NUMBER = /^([+-]?)(\d{0,400})(?:\.(\d{0,400}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * The unscaled whole number of a decimal, digit by digit; undefined when the text is no number or has more digits before
 * the point than the type. Digits beyond the scale are rounded half up, as Hive does.
 */
export const decimalOf = (
  text: string,
  { precision, scale }: { readonly precision: number; readonly scale: number },
): bigint | undefined => {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text.trim()) ?? [];
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const shift = Number(exponent) - fraction.length + scale;
  const unscaled = shift >= 0 ? digits * 10n ** BigInt(shift) : roundedHalfUp(digits, 10n ** BigInt(-shift));
  if (unscaled >= 10n ** BigInt(precision)) return undefined;
  return sign === '-' ? -unscaled : unscaled;
};

const roundedHalfUp = (digits: bigint, divisor: bigint): bigint => (digits + divisor / 2n) / divisor;
