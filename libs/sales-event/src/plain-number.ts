/** The digits of a number: `negative`, digits before the point and after it, without zeros that say nothing. */
export interface PlainNumber {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
const MAX_DIGITS = 40;

/**
 * The exact digits of a number in plain or exponent form (DynamoDB may hand out `1E+2`), or undefined when the text is
 * no number or has more than 40 digits on a side. It never goes through a binary float.
 */
export const plainNumber = (text: string): PlainNumber | undefined => {
  const [, sign, before = '', after = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (sign === undefined || before + after === '' || text.length > 2 * MAX_DIGITS) return undefined;
  const digits = (before + after).replace(/^0+/, '');
  if (digits === '') return { negative: false, whole: '0', fraction: '' };
  const point = before.length + Number(exponent) - (before.length + after.length - digits.length);
  if (Math.abs(point) > MAX_DIGITS) return undefined;
  const whole = point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0');
  const fraction = (point < 0 ? '0'.repeat(-point) : '') + digits.slice(Math.max(point, 0));
  return { negative: sign === '-', whole: whole === '' ? '0' : whole, fraction: fraction.replace(/0+$/, '') };
};
