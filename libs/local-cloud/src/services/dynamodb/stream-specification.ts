import { validationError } from './dynamodb-errors.js';
import { STREAM_VIEW_TYPES, type StreamSpecification } from './table-description.js';

/** What CreateTable and UpdateTable are asked for; undefined when they are not. Throws a ValidationException. */
export const checkStreamSpecification = (specification: unknown): StreamSpecification | undefined => {
  if (specification == null) return undefined;
  const { StreamEnabled, StreamViewType } = specification as Partial<StreamSpecification>;
  if (typeof StreamEnabled !== 'boolean')
    throw validationError(
      "1 validation error detected: Value null at 'streamSpecification.streamEnabled' failed to satisfy constraint: Member must not be null",
    );
  if (!StreamEnabled && StreamViewType == null) return { StreamEnabled };
  if (!StreamEnabled || StreamViewType == null)
    throw validationError(
      'One or more parameter values were invalid: StreamViewType must be given when, and only when, StreamEnabled is true',
    );
  if (!STREAM_VIEW_TYPES.includes(StreamViewType))
    throw validationError(
      `1 validation error detected: Value '${StreamViewType}' at 'streamSpecification.streamViewType' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${STREAM_VIEW_TYPES.join(', ')}]`,
    );
  return { StreamEnabled, StreamViewType };
};
