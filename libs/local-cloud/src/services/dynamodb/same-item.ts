import type { AttributeValue, Item } from './table-description.js';

/**
 * Whether two images are equal to DynamoDB: sets have no order, numbers are compared by value and attributes by name.
 * A write that leaves an item the same is no change, and puts nothing on the stream.
 */
export const sameItem = (left: Item, right: Item): boolean => canonicalItem(left) === canonicalItem(right);

const canonicalItem = (item: Item): string =>
  `{${Object.keys(item)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalValue(item[name] ?? {})}`)
    .join()}}`;

const canonicalValue = (attribute: AttributeValue): string => {
  const [type = '', value] = Object.entries(attribute)[0] ?? [];
  switch (type) {
    case 'M':
      return `M${canonicalItem(value as Item)}`;
    case 'L':
      return `L[${(value as readonly AttributeValue[]).map(canonicalValue).join()}]`;
    case 'SS':
    case 'BS':
      return type + JSON.stringify([...(value as readonly string[])].sort());
    case 'NS':
      return type + JSON.stringify((value as readonly string[]).map(canonicalNumber).sort());
    case 'N':
      return type + canonicalNumber(value as string);
    default:
      return type + JSON.stringify(value);
  }
};

/** Sign, digits without zeros at either end, and exponent: one spelling for each value. */
const canonicalNumber = (text: string): string => {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (!significant) return '0';
  return `${sign === '-' ? '-' : ''}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
};
