/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { attribution, pagination } from '../schemas/answers.modern.js';
import { idOf, secret } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const webhook = lazy(() =>
  open({
    webHookId: idOf('webhook', text()),
    name: text(),
    eventNames: list(text()),
    webHookUrl: text(),
    webHookType: text(),
    methodType: text(),
    /** The credentials of whoever receives the notifications. */
    webHookHeaders: secret(keyValues()),
    noOfRetryAttempts: integer(),
    maxAllowedConnections: integer(),
    active: boolean(),
    slaInSeconds: integer(),
    consumerGroupId: idOf('webhookConsumerGroup', text()),
    listenToChildEvents: boolean(),
    tillDetailsEnrichmentEnabled: boolean(),
    storeDetailsEnrichmentEnabled: boolean(),
    customerIdentifiersToBeEnriched: list(text()),
    awardedReferenceEnrichmentEnabled: boolean(),
    availablePointsBalanceEnrichmentEnabled: boolean(),
    attribution: attribution(),
  }),
);

const problems = () => ({ errors: list(problem()), warnings: list(problem()) });

export const webhookAnswer = lazy(() => open({ data: webhook(), ...problems() }));

export const webhookListAnswer = () => open({ data: list(webhook()), ...problems() });

export const deliveryLogsAnswer = () =>
  open({
    data: list(
      open({
        eventType: text(),
        requestId: idOf('apiRequest', text()),
        webhookDuration: integer('milliseconds'),
        status: text('DELIVERED, FAILED, RETRYING or PENDING; name and values inferred'),
        // The rest is named as in the event logs of v3, because this page's answer is not public.
        refId: idOf('webhookReference', text()),
        eventId: idOf('notification', text()),
        eventIngestionTimestamp: dateTime({ zone: 'offset' }),
        eventEndTimestamp: dateTime({ zone: 'offset' }),
        consumerResponse: open({ webhookHttpStatus: number(), message: text() }),
      }),
      'names of the members inferred',
    ),
    pagination: pagination(),
    ...problems(),
  });

export const deliveryMetricsAnswer = () =>
  open({
    data: open({
      totalEvents: integer(),
      deliveredEvents: integer(),
      failedEvents: integer(),
      retryingEvents: integer(),
      pendingEvents: integer(),
      averageDeliveryTime: number('milliseconds'),
      startDate: epoch({ unit: 'milliseconds' }),
      endDate: epoch({ unit: 'milliseconds' }),
    }),
    ...problems(),
  });
