export { createEcr, type Ecr, type EcrApi } from './create-ecr.js';
