import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { type BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import { type Context } from 'aws-lambda';
import { type Alert } from './alert.js';
import { notificationOf, type Notification } from './notification.js';

/** Publishes, and resolves with SNS's id of the message. */
export type Publish = (notification: Notification) => Promise<string>;

/** Publishes an alert unless it has been published already; rejects when it could not, and then it may be tried again. */
export type PublishOnce = (alert: Alert) => Promise<void>;

/**
 * How long a change is remembered. Kinesis gives a record for a day at most, and whoever is on call reads it again
 * within the fortnight that the failure queue keeps its pointer.
 */
const REMEMBERED_SECONDS = 14 * 24 * 60 * 60;

/**
 * Makes publishing idempotent by the id of the change, for one invocation. A process that dies between SNS's answer and
 * the note of it leaves the note open: once the invocation's time is over the alert is published again, so it is
 * delivered at least once always and once in the normal case.
 */
export const publishOnceWith =
  (publish: Publish, store: BasePersistenceLayer) =>
  (context: Context, onPublished: (alert: Alert, messageId: string) => void): PublishOnce => {
    const once = makeIdempotent(
      async (_eventId: string, alert: Alert) => {
        const messageId = await publish(notificationOf(alert));
        onPublished(alert, messageId);
        return { messageId };
      },
      {
        persistenceStore: store,
        // The name of the function would do by default, and it is another one in every bundle.
        keyPrefix: 'sales-alerts',
        dataIndexArgument: 0,
        config: new IdempotencyConfig({ lambdaContext: context, expiresAfterSeconds: REMEMBERED_SECONDS }),
      },
    );
    return async (alert) => {
      await once(alert.eventId, alert);
    };
  };
