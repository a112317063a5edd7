import { unsupported } from './sns-errors.js';

/** Only subscriptions by HTTP and e-mail wait for a confirmation, and those are refused. */
export const confirmSubscription = (): never => {
  throw unsupported('ConfirmSubscription: subscriptions of queues and functions are confirmed from the start');
};
