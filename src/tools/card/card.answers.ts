/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { anything, day, freeText, open, problem, time } from '../schemas/answer.js';
import { statusInfo } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

const mappedEntity = lazy(() =>
  open({
    type: text(),
    value: text(),
    id: idOf('till', integer()),
  }),
);

const entityIdStatusLabelInfo = lazy(() =>
  open({
    createdOn: day(),
    createdOnISO: time({ zone: 'offset' }),
    description: text(),
    entityStatusId: integer(),
    id: integer(),
    isActive: boolean(),
    label: text(),
    orgId: integer(),
    updatedOn: day(),
    updatedOnISO: time({ zone: 'offset' }),
    status: text(),
    type: text(),
    actions: keyValues(),
    default: boolean(),
  }),
);

const entityIdStatusInfo = lazy(() =>
  open({
    reason: freeText(),
    createdBy: integer(),
    actions: list(anything()),
    entityId: integer(),
    labelId: integer(),
    orgId: integer(),
    entityType: text(),
    label: text(),
    prevLabel: text(),
    prevLabelId: integer(),
  }),
);

export const cardGenerateAnswer = () =>
  open({
    data: list(text()),
    warnings: list(
      open({
        status: boolean(),
        code: integer(),
        message: text(),
        duplicates: list(text()),
      }),
    ),
    errors: list(problem()),
  });

export const cardGetGenerationLogAnswer = () =>
  open({
    entity: list(
      open({
        count: integer(),
        createdBy: integer(),
        date: time({ zone: 'offset' }),
        description: text(),
        fileHandle: text(),
        id: integer(),
        orgId: integer(),
        seriesId: idOf('cardSeries', integer()),
        seriesName: text(),
        seriesCode: text(),
      }),
    ),
    warnings: list(problem()),
  });

export const cardAddAnswer = () =>
  open({
    entity: integer(),
    warnings: list(problem()),
  });

export const cardUpdateAnswer = () =>
  open({
    cardId: integer(),
    customerId: idOf('customer', integer()),
    cardExternalId: idOf('cardExternalId', text()),
    extendedFields: keyValues(),
    customFields: keyValues(),
    mappedEntity: mappedEntity(),
    cardNumber: text(),
    seriesId: idOf('cardSeries', integer()),
    orgId: integer(),
    entityId: idOf('till', integer()),
    statusLabel: text(),
    statusLabelInfo: entityIdStatusLabelInfo(),
    statusInfo: entityIdStatusInfo(),
    transactionNotAllowed: boolean(),
    activeAndDigital: boolean(),
    warnings: list(problem()),
  });

export const cardUpdateBulkAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const cardGetAnswer = () =>
  open({
    cardId: integer(),
    issuedDate: time({ zone: 'offset' }),
    createdDate: day(),
    expiryDays: integer(),
    seriesName: text(),
    customerId: idOf('customer', integer()),
    maxActiveCards: integer(),
    entityCode: text(),
    cardExternalId: idOf('cardExternalId', text()),
    extendedFields: keyValues(),
    customFields: keyValues(),
    type: text(),
    cardNumber: text(),
    seriesId: idOf('cardSeries', integer()),
    seriesCode: text(),
    orgId: integer(),
    entityId: idOf('till', integer()),
    statusInfo: statusInfo(),
    id: integer(),
    activeAndDigital: boolean(),
    transactionNotAllowed: boolean(),
    expiryDate: time({ zone: 'offset' }),
    warnings: list(problem()),
  });

export const cardGetStatusLogAnswer = () =>
  open({
    data: list(
      open({
        reason: freeText(),
        createdBy: integer(),
        actions: list(anything()),
        autoUpdateTime: day(),
        autoUpdateTimeISO: time({ zone: 'offset' }),
        createdOn: time({ zone: 'offset' }),
        entityId: integer(),
        isActive: boolean(),
        label: text(),
        status: text(),
        prevLabel: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const cardSetActiveLimitAnswer = () =>
  open({
    id: integer(),
    entityId: integer(),
    keyName: text(),
    value: text(),
    warnings: list(problem()),
  });
