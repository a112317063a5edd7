import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.js';
import type { AttributeValue } from '../table-description.js';

/** The lane of all items of one partition key, from 0 to `lanes - 1`. */
export const laneOfKey = (partitionKey: AttributeValue | undefined, lanes: number): number =>
  lanes === 1 ? 0 : createHash('md5').update(canonicalJson(partitionKey)).digest().readUInt32BE() % lanes;
