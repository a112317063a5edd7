import { readFields } from './read-fields.js';
import type { JsonFields } from './json-type.js';
import type { ObjectSample } from './sample-object.js';

/** What a crawler knows of an object after it has seen its beginning. */
export interface ObjectSchema {
  readonly compression: ObjectSample['compression'];
  readonly fields: JsonFields;
  /** Records in the whole object: counted, or estimated from the sample. */
  readonly records: number;
  /** Mean length of a record, unpacked. */
  readonly recordBytes: number;
}

/** Undefined when it is not JSON. Differs: AWS has more classifiers (CSV, Parquet, Avro, logs, …). */
export const classifyObject = (
  { bytes, compression, isCut }: ObjectSample,
  sizeBytes: number,
): ObjectSchema | undefined => {
  const sampled = readFields(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(), isCut);
  if (!sampled) return undefined;
  const recordBytes = bytes.length / sampled.records;
  // How far an archive unpacks is not known before it is read whole, so there only the sample is counted.
  const isEstimated = isCut && compression === 'none';
  const records = isEstimated ? Math.round(sizeBytes / recordBytes) : sampled.records;
  return { compression, fields: sampled.fields, records, recordBytes };
};
