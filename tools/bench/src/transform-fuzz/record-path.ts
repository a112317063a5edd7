import { oneOf } from '../random/seeded-random.js';

/** A value somewhere inside a JSON document, and the object that holds it. */
export interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Any member of a document at any depth; the document must be an object that is not empty. */
export const anyPlace = (random: () => number, document: Record<string, unknown>): Place => {
  const places: Place[] = [];
  const collect = (holder: Record<string, unknown>): void => {
    for (const key of Object.keys(holder)) {
      places.push({ holder, key });
      const value = holder[key];
      if (typeof value === 'object' && value !== null) collect(value as Record<string, unknown>);
    }
  };
  collect(document);
  return oneOf(random, places);
};

/** The attributes of the image that a change is read by, or an empty object that belongs to nothing. */
export const imageOf = (document: Record<string, unknown>): Record<string, unknown> => {
  const { NewImage, OldImage } = objectOf(document['dynamodb']);
  return objectOf(NewImage ?? OldImage);
};

/** What another mutation has made something else counts as an empty object. */
export const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
