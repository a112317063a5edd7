import { mergeFields, type JsonFields } from './json-type.js';
import { splitValues } from './split-values.js';
import { typeOfText } from './type-of-text.js';

/** The fields of the records in the beginning of a file, and how many there are. */
export interface SampledFields {
  readonly fields: JsonFields;
  readonly records: number;
}

/**
 * Reads the fields of one JSON object per line, or of objects that follow each other in any other way; undefined when
 * the text is not that. The members of a root that is a list become one column `array`.
 * https://docs.aws.amazon.com/glue/latest/dg/add-classifier.html
 *
 * @param isCut whether the text ends anywhere, since the file goes on
 */
export const readFields = (text: string, isCut: boolean): SampledFields | undefined => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return fieldsOf(isCut ? lines.slice(0, -1) : lines) ?? fieldsOfValues(text, isCut, lines.length);
};

/** Objects that follow each other without a line break count as one record: readers take a line for a record. */
const fieldsOfValues = (text: string, isCut: boolean, lines: number): SampledFields | undefined => {
  const sampled = fieldsOf(splitValues(text, isCut) ?? []);
  return sampled && { ...sampled, records: Math.min(sampled.records, lines) };
};

const fieldsOf = (texts: readonly string[]): SampledFields | undefined => {
  let fields: JsonFields = new Map();
  for (const text of texts) {
    const type = typeOfText(text);
    if (type?.kind === 'struct') fields = mergeFields(fields, type.fields);
    else if (type?.kind === 'array') fields = mergeFields(fields, new Map([['array', type]]));
    else return undefined;
  }
  return texts.length === 0 ? undefined : { fields, records: texts.length };
};
