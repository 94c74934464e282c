/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, time } from '../schemas/answer.js';
import { list, number, text } from '../schemas/values.js';

const eventLog = lazy(() =>
  open({
    refId: text(),
    requestId: text(),
    eventName: text(),
    eventId: text(),
    consumerGroupId: text(),
    eventIngestionTimestamp: time({ zone: 'offset' }),
    eventStartTimestamp: time({ zone: 'offset' }),
    eventEndTimestamp: time({ zone: 'offset' }),
    slaBreachTimestamp: time({ zone: 'offset' }),
    consumerResponse: open({
      webhookHttpStatus: number(),
      time_taken: number(),
    }),
  }),
);

export const eventLogGetByRequestIdAnswer = () =>
  open({
    data: list(eventLog()),
    errors: anything(),
    warnings: anything(),
  });

export const eventLogGetByReferenceIdAnswer = () =>
  open({
    data: eventLog(),
    errors: anything(),
    warnings: anything(),
  });

export const eventLogGetByEventIdAnswer = () =>
  open({
    data: eventLog(),
    errors: anything(),
    warnings: anything(),
  });
