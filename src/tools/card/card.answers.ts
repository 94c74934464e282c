/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, anything, bulkAnswer, open, problem } from '../schemas/answer.js';
import { statusInfo } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

/** The till that a card is kept at. */
const mappedEntity = lazy(() => open({ type: text(), value: text(), id: idOf('till', integer()) }));

/** The status label that the organization configured for cards. */
const statusLabel = lazy(() =>
  open({
    id: integer(),
    label: text(),
    status: text(),
    type: text(),
    description: text(),
    entityStatusId: integer(),
    orgId: integer(),
    isActive: boolean(),
    default: boolean(),
    actions: anyOf(keyValues(), list(anything())),
    createdOn: date(),
    createdOnISO: dateTime({ zone: 'offset' }),
    updatedOn: date(),
    updatedOnISO: dateTime({ zone: 'offset' }),
  }),
);

const cardMembers = () => ({
  cardId: integer(),
  cardNumber: idOf('cardNumber', text()),
  cardExternalId: idOf('cardExternalId', text()),
  customerId: idOf('customer', integer()),
  seriesId: idOf('cardSeries', integer()),
  orgId: integer(),
  entityId: idOf('till', integer()),
  customFields: keyValues(),
  extendedFields: keyValues(),
  statusInfo: statusInfo(),
  transactionNotAllowed: boolean(),
  activeAndDigital: boolean(),
});

const updatedCardMembers = () => ({
  ...cardMembers(),
  mappedEntity: mappedEntity(),
  statusLabel: text(),
  statusLabelInfo: statusLabel(),
});

const detailedCardMembers = () => ({
  ...cardMembers(),
  id: integer(),
  type: text(),
  seriesName: text(),
  seriesCode: idOf('cardSeriesCode', text()),
  entityCode: text(),
  issuedDate: dateTime({ zone: 'offset' }),
  createdDate: date(),
  expiryDate: dateTime({ zone: 'offset' }),
  expiryDays: integer(),
  maxActiveCards: integer(),
});

/** A card with its series and its dates, as the card itself and the customer show it. */
export const card = lazy(() => open(detailedCardMembers()));

export const cardGenerateAnswer = () =>
  open({
    data: list(idOf('cardNumber', text())),
    entity: list(idOf('cardNumber', text())),
    warnings: list(open({ status: boolean(), code: integer(), message: text(), duplicates: list(text()) })),
    errors: list(problem()),
  });

export const cardGetGenerationLogAnswer = () =>
  open({
    entity: list(
      open({
        id: integer(),
        seriesId: idOf('cardSeries', integer()),
        seriesName: text(),
        seriesCode: idOf('cardSeriesCode', text()),
        orgId: integer(),
        count: integer(),
        description: text(),
        fileHandle: text(),
        date: dateTime({ zone: 'offset' }),
        createdBy: integer(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const cardAddAnswer = () =>
  open({ entity: integer('id of the new card'), warnings: list(problem()), errors: list(problem()) });

export const cardUpdateAnswer = () =>
  open({ ...updatedCardMembers(), warnings: list(problem()), errors: list(problem()) });

/** `entityId` is the card. In a row that failed it is the card as sent. */
export const cardUpdateBulkAnswer = () => bulkAnswer(open(updatedCardMembers()), anything());

export const cardGetAnswer = () =>
  open({ ...detailedCardMembers(), warnings: list(problem()), errors: list(problem()) });

export const cardGetStatusLogAnswer = () =>
  open({ data: list(statusInfo()), warnings: list(problem()), errors: list(problem()) });

export const cardSetActiveLimitAnswer = () =>
  open({
    id: integer(),
    entityId: integer(),
    keyName: text(),
    value: text(),
    warnings: list(problem()),
    errors: list(problem()),
  });
