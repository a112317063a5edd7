/**
 * What a scalar column is as a DynamoDB attribute. Both members also fit the SDK's `AttributeValue`, so an encoded item
 * can be handed to PutItem as it is. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type ScalarAttribute = { S: string } | { N: string };
export type AttributeType = 'S' | 'N';

/** What any column is as a DynamoDB attribute: a scalar, or a list of maps. */
export type ItemAttribute = ScalarAttribute | { L: { M: Record<string, ItemAttribute> }[] };

/** The attributes of an item by name, before anyone has looked at them. */
export type Image = Readonly<Record<string, unknown>>;

/** Whether a value that came from JSON is an object with members. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text of an attribute of the given type, or undefined when it has another type or is no attribute. */
export const attributeText = (attribute: unknown, type: AttributeType): string | undefined => {
  if (typeof attribute !== 'object' || attribute === null) return undefined;
  const { S, N } = attribute as { readonly S?: unknown; readonly N?: unknown };
  const text = type === 'S' ? S : N;
  return typeof text === 'string' ? text : undefined;
};

/** The maps in an attribute that is a list of maps, or undefined when it is anything else. */
export const attributeMaps = (attribute: unknown): readonly Image[] | undefined => {
  const list = isRecord(attribute) ? attribute['L'] : undefined;
  if (!Array.isArray(list)) return undefined;
  const maps = list.map((element: unknown) => (isRecord(element) && isRecord(element['M']) ? element['M'] : undefined));
  return maps.every((map) => map !== undefined) ? maps : undefined;
};

/** Whether the attribute is DynamoDB's NULL, which an optional member takes as "not there". */
export const isNull = (attribute: unknown): boolean => isRecord(attribute) && attribute['NULL'] === true;
