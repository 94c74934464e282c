/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { mapOf, open, problem } from '../schemas/answer.js';
import { idOf, personalData, secret } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

const eventDefinition = lazy(() =>
  open({
    clickEventsMeta: eventMeta(),
    transformerMappings: transformerMappings(),
    // Beside the mappings, or spelled so, in 2022.
    defaultTransformerMappping: boolean(),
    webEngageTransformerMapping: transformerMapping(),
  }),
);

export const eventMeta = lazy(() =>
  open({
    eventId: idOf('eventDefinition', text()),
    eventName: idOf('eventName', text()),
    eventType: text(),
    label: text(),
    description: text(),
    actions: list(text()),
    fields: list(eventField()),
    orgId: integer(),
    status: text(),
    testStatus: text(),
    connectedOrgContext: open({ orgType: text() }),
    date: epoch({ unit: 'milliseconds' }),
    standardEvent: boolean(),
  }),
);

const eventField = lazy(() =>
  open({
    name: text(),
    type: text(),
    /** By name, such as `isRequired`, `isPsiData`, `identifierType`, `regex` or `possibleValues`. */
    attributes: mapOf(open({ value: text(), valueType: text(), values: list(text()) })),
    standardField: boolean(),
  }),
);

/** How names of another system are turned into those of the event; null where the event is not mapped. */
export const transformerMappings = lazy(() =>
  open({
    defaultTransformerMapping: transformerMapping(),
    webEngageTransformerMapping: transformerMapping(),
    defaultTransformerMappping: boolean(),
  }),
);

const transformerMapping = lazy(() =>
  open({
    mapperName: text(),
    eventNameMapping: open({
      webEngageFieldName: text(),
      valueMap: keyValues(),
    }),
    eventFieldMappings: list(
      open({
        eventFieldName: text(),
        webEngageFieldName: text(),
        fieldName: text(),
      }),
    ),
  }),
);

/** A saved definition has no id in the answer. */
export const eventSaveDefinitionAnswer = lazy(() =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
  }),
);

export const eventListDefinitionsAnswer = () =>
  open({
    data: list(eventDefinition()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const eventGetRunningStatusAnswer = () =>
  open({
    id: idOf('eventDefinition', text()),
    orgId: integer(),
    stateList: list(
      open({
        message: text(),
        date: dateTime({ zone: 'offset' }),
        status: text(),
      }),
    ),
    eventName: idOf('eventName', text()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const eventGetCustomerEventsAnswer = () =>
  open({
    data: list(
      open({
        orgId: integer(),
        userId: idOf('customer', integer()),
        date: dateTime({ zone: 'offset' }),
        eventName: idOf('eventName', text()),
        eventId: idOf('eventDefinition', text()),
        source: text(),
        tillCode: text(),
        displayName: text(),
        /** Spelled so by the API. The fields of the event by name, with those that the platform adds. */
        additonalAttributes: keyValues(),
        psiAttributes: list(text()),
        uniqueId: idOf('eventOccurrence', text()),
        requestId: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const eventAddWebhookAnswer = () =>
  open({
    transformerType: text(),
    uniquenessCheckEnabled: boolean(),
    tillCode: text(),
    webHookUri: secret(),
    authEnabled: boolean(),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const eventGetAuditLogsAnswer = () =>
  open({
    data: list(
      open({
        id: text(),
        orgId: integer(),
        valueHistory: list(
          open({
            value: text(),
            changedOn: dateTime({ zone: 'offset' }),
          }),
        ),
        updatedType: text(),
        requestId: text(),
        eventName: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const eventGetLogsAnswer = () =>
  open({
    data: list(
      open({
        startTime: epoch({ unit: 'milliseconds' }),
        responseTime: integer('milliseconds'),
        orgId: integer(),
        status: text(),
        eventName: text(),
        inputRequest: personalData(text('JSON as text')),
        id: text(),
        webhookId: text(),
        parentOrgId: integer(),
        message: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
