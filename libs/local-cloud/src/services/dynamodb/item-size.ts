import dynalite from 'dynalite/db/index.js';
import type { AttributeValue, Item } from './table-description.js';

/**
 * Bytes that DynamoDB counts for an item: text in UTF-8, names included. dynalite counts UTF-16 units, which are fewer as
 * soon as the text is not ASCII; what each non-ASCII character lacks is added.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemSizeBytes = (item: Item): number => dynalite.itemSize(item) + lackOf(item);

const lackOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + lackOfText(name) + lackOfValue(value), 0);

const lackOfValue = (attribute: AttributeValue): number => {
  const { S: text, SS: texts, L: list, M: map } = attribute;
  if (typeof text === 'string') return lackOfText(text);
  if (texts) return (texts as readonly string[]).reduce((sum, one) => sum + lackOfText(one), 0);
  if (list) return (list as readonly AttributeValue[]).reduce((sum, one) => sum + lackOfValue(one), 0);
  return map ? lackOf(map as Item) : 0;
};

const lackOfText = (text: string): number => Buffer.byteLength(text) - text.length;
