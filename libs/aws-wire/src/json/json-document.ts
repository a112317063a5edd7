import type { DocumentType } from '@smithy/types';
import { checkJsonDepth } from './json-depth.js';
import { WireFault } from '../pipeline/wire-fault.js';

export type JsonObject = Record<string, DocumentType>;

/** Parses a body that must be one JSON object. */
export const parseJsonObject = (body: Buffer): JsonObject => {
  const document = parse(body);
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document as JsonObject;

  throw new WireFault('malformedBody', 'The body must be a JSON object.');
};

const parse = (body: Buffer): unknown => {
  checkJsonDepth(body);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new WireFault('malformedBody', 'The body is not valid JSON.', { cause });
  }
};

/**
 * The document as AWS reads it: a member that is null is not there, and a list cannot hold null. Bodies without the
 * word are not looked through.
 *
 * https://smithy.io/2.0/spec/aggregate-types.html#list-member-optionality
 */
export const withoutNulls = (body: Buffer, document: JsonObject): JsonObject =>
  body.includes('null') ? (cleared(document) as JsonObject) : document;

const cleared = (value: DocumentType): DocumentType => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    if (value.includes(null)) throw new WireFault('malformedBody', 'A list of the body holds null.');
    return value.map(cleared);
  }
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, cleared(member)]));
};
