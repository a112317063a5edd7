import type { ObjectSchema } from '../inference/classify-object.js';

/** An object that a crawler has looked at. */
export interface CrawledObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly schema: ObjectSchema;
}
