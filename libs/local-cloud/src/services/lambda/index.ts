export { createLambda, type Lambda, type LambdaOptions } from './create-lambda.js';
export { type LambdaApi } from './operations.js';
export { type FunctionRole, type LambdaPorts } from './ports.js';
