/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { listOrOne, open, problem } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { list, number, text } from '../schemas/values.js';

/** A notification of an event to a webhook. */
const notification = lazy(() =>
  open({
    refId: idOf('webhookReference', text()),
    requestId: idOf('apiRequest', text()),
    eventName: text(),
    eventId: idOf('notification', text()),
    consumerGroupId: idOf('webhookConsumerGroup', text()),
    eventIngestionTimestamp: dateTime({ zone: 'offset' }),
    eventStartTimestamp: dateTime({ zone: 'offset' }),
    eventEndTimestamp: dateTime({ zone: 'offset' }),
    slaBreachTimestamp: dateTime({ zone: 'offset' }),
    consumerResponse: open({
      webhookHttpStatus: number(),
      time_taken: number('milliseconds'),
    }),
  }),
);

/** Some calls answer the one notification, or a list of them, by turns. */
export const eventLogAnswer = lazy(() =>
  open({
    data: listOrOne(notification()),
    errors: list(problem()),
    warnings: list(problem()),
  }),
);
