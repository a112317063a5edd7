import { CdcPipeline } from '@sales-cdc/cdc-constructs';
import { App, Stack } from 'aws-cdk-lib';
import { ORDERS } from './orders.js';

const stack = new Stack(new App(), 'orders-cdc-dev');
new CdcPipeline(stack, 'Orders', {
  entity: ORDERS,
  stage: { name: 'dev', retainData: false },
  transformBundle: 'dist/transform',
});
