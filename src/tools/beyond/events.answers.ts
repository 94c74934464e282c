/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { eventMeta, transformerMappings } from '../events/events.answers.js';
import { anything, open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, keyValues, list, text } from '../schemas/values.js';

export const eventGetDefinitionAnswer = () =>
  open({ clickEventsMeta: eventMeta(), transformerMappings: transformerMappings(), warnings: list(problem()) });

const received = lazy(() =>
  open({
    orgId: integer(),
    userId: idOf('customer', integer()),
    date: dateTime({ zone: 'offset' }),
    eventName: idOf('eventName', text()),
    source: text(),
    tillCode: idOf('tillCode', text()),
    displayName: text(),
    /** Spelled so by the API. The fields of the event by name, with those that the platform adds. */
    additonalAttributes: keyValues(),
    psiAttributes: list(text()),
  }),
);

export const eventGetByRequestIdAnswer = () =>
  open({
    data: list(open({ ...received().shape, eventId: idOf('eventOccurrence', text()) })),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const eventSearchAnswer = () =>
  open({
    data: list(
      open({
        ...received().shape,
        eventId: idOf('eventDefinition', text()),
        requestId: idOf('eventOccurrence', text()),
        /** Spelled so in the documentation of this call. */
        additionalAttributes: keyValues(),
        clickEventSideEffects: list(anything(), 'only with includeSideEffects'),
        sideEffects: list(anything(), 'only with includeSideEffects'),
      }),
    ),
    pagination: pagination(),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const eventDisableAnswer = () => open({ warnings: list(problem()), errors: list(problem()) });
