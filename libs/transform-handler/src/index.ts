export {
  createTransformHandler,
  type HandlerEffects,
  type TransformHandler,
  type TransformedEntity,
} from './create-transform-handler.js';
