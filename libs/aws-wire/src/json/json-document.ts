import type { DocumentType } from '@smithy/types';
import { WireFault } from '../pipeline/wire-fault.js';

export type JsonObject = Record<string, DocumentType>;

/** Parses a body that must be one JSON object. */
export const parseJsonObject = (body: Buffer): JsonObject => {
  const document = parse(body);
  if (typeof document === 'object' && document !== null && !Array.isArray(document)) return document as JsonObject;

  throw new WireFault('malformedBody', 'The body must be a JSON object.');
};

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new WireFault('malformedBody', 'The body is not valid JSON.', { cause });
  }
};
