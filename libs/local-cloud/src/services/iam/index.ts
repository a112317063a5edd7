export { createIam, type Iam } from './create-iam.js';
