/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { freeText, open, problem, secret, time, timestamp } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

const eventFieldMapping = lazy(() =>
  open({
    eventFieldName: text(),
    webEngageFieldName: text(),
    fieldName: text(),
  }),
);

export const eventAddDefinitionAnswer = () => product2();

export const eventUpdateDefinitionAnswer = () => product2();

const clickEventsMeta = lazy(() =>
  open({
    eventId: text(),
    eventName: text(),
    eventType: text(),
    actions: list(text()),
    fields: list(field()),
    orgId: integer(),
    status: text(),
    testStatus: text(),
    connectedOrgContext: open({
      orgType: text(),
    }),
    label: text(),
    description: text(),
    date: timestamp({ unit: 'milliseconds' }),
    standardEvent: boolean(),
  }),
);

const field = lazy(() =>
  open({
    name: text(),
    type: text(),
    attributes: eventListDefinitionsAttribute(),
    standardField: boolean(),
  }),
);

const eventListDefinitionsAttribute = lazy(() =>
  open({
    accountId: open({
      value: text(),
      valueType: text(),
    }),
    addCustomerIfNotExists: open({
      value: text(),
      valueType: text(),
    }),
    identifierType: open({
      value: text(),
      valueType: text(),
    }),
    isRequired: open({
      value: text(),
      valueType: text(),
    }),
    source: open({
      value: text(),
      valueType: text(),
    }),
    isPsiData: open({
      value: text(),
      valueType: text(),
    }),
    isUniqueKeyField: open({
      value: text(),
      valueType: text(),
    }),
    regex: open({
      value: text(),
      valueType: text(),
    }),
    groupIdentifierType: open({
      value: text(),
      valueType: text(),
    }),
    possibleValues: open({
      valueType: text(),
      values: list(text()),
    }),
  }),
);

const transformerMapping = lazy(() =>
  open({
    defaultTransformerMapping: open({
      eventNameMapping: open({
        valueMap: keyValues(),
      }),
      eventFieldMappings: list(eventFieldMapping()),
    }),
    webEngageTransformerMapping: open({
      eventNameMapping: open({
        webEngageFieldName: text(),
        valueMap: keyValues(),
      }),
      eventFieldMappings: list(eventFieldMapping()),
    }),
    defaultTransformerMappping: boolean(),
  }),
);

export const eventListDefinitionsAnswer = () =>
  open({
    data: list(
      open({
        clickEventsMeta: clickEventsMeta(),
        transformerMappings: transformerMapping(),
        defaultTransformerMappping: boolean(),
        webEngageTransformerMapping: open({
          eventNameMapping: open({
            webEngageFieldName: text(),
            valueMap: keyValues(),
          }),
          eventFieldMappings: list(eventFieldMapping()),
        }),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const eventGetRunningStatusAnswer = () =>
  open({
    id: text(),
    orgId: integer(),
    stateList: list(
      open({
        message: text(),
        date: time({ zone: 'offset' }),
        status: text(),
      }),
    ),
    eventName: text(),
    warnings: list(problem()),
  });

export const eventGetCustomerEventsAnswer = () =>
  open({
    data: list(
      open({
        orgId: integer(),
        userId: idOf('customer', integer()),
        date: time({ zone: 'offset' }),
        eventName: text(),
        eventId: text(),
        source: text(),
        tillCode: text(),
        displayName: text(),
        additonalAttributes: keyValues(),
        psiAttributes: list(text()),
        uniqueId: text(),
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
            changedOn: time({ zone: 'offset' }),
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
        startTime: timestamp({ unit: 'milliseconds' }),
        responseTime: integer(),
        orgId: integer(),
        status: text(),
        eventName: text(),
        inputRequest: freeText(),
        id: text(),
        webhookId: text(),
        parentOrgId: integer(),
        message: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
