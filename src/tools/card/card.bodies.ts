/** Request bodies of Card. */
import { freeText, idOf, personIdentifier } from '../schemas/leaf-types.js';
import { choice, integer, keyValues, list, object, text } from '../schemas/values.js';

export const cardGenerateBody = () =>
  object({
    seriesId: idOf('cardSeries', integer('Card series of the new numbers')),
    count: integer('How many cards, at most 50,000'),
    statusLabel: idOf('cardStatusLabel', text('Label for NOT_ISSUED; some organizations need it')).optional(),
  });

const statusInfo = () =>
  object({ reason: freeText('Why the card has this status').optional() }, 'About the status').optional();

const fields = () => ({
  customFields: keyValues('Custom fields of the card').optional(),
  extendedFields: keyValues('Extended fields of the card').optional(),
});

export const cardAddBody = () =>
  object({
    seriesId: idOf(
      'cardSeries',
      integer('Card series the number belongs to; needed unless seriesCode is given'),
    ).optional(),
    seriesCode: idOf('cardSeriesCode', text('The same series by its code')).optional(),
    cardNumber: personIdentifier('Unused number that matches the rules of the series'),
    statusLabel: idOf('cardStatusLabel', text("One of the organization's card labels, e.g. NOT_ISSUED or ACTIVE")),
    cardExternalId: text("The brand's own id of the card, unique").optional(),
    statusInfo: statusInfo(),
    customerId: idOf(
      'customer',
      integer("Capillary's customer id, to give the card to this customer at once"),
    ).optional(),
    ...fields(),
  });

/** A card, by number or external id, and its changes. */
const changedCard = () =>
  object({
    cardNumber: idOf('cardNumber', text('Give cardNumber or cardExternalId')).optional(),
    cardExternalId: idOf(
      'cardExternalId',
      text('Identifies the card; with cardNumber it is the new external id'),
    ).optional(),
    seriesId: idOf('cardSeries', integer('Series of the card; some organizations need it')).optional(),
    statusLabel: idOf(
      'cardStatusLabel',
      text('Organization label for NOT_ISSUED, ISSUED, ACTIVE, SUSPENDED, EXPIRED or DELETED (final)'),
    ).optional(),
    statusInfo: statusInfo(),
    mappedEntity: object(
      {
        type: choice(['TILL']).optional(),
        value: idOf('tillCode', text('Till code')).optional(),
        id: idOf('till', integer('Till id')).optional(),
      },
      'Till that issued the card',
    ).optional(),
    ...fields(),
  });

export const cardUpdateBody = changedCard;

export const cardUpdateBulkBody = () => list(changedCard(), 'Cards to change, at most 200');

export const cardSetActiveLimitBody = () =>
  object({
    keyName: idOf('configKey', text('CONF_MAX_CARDS_PER_ORG for this limit; other configuration keys work too')),
    value: text('New value as text, e.g. "3"'),
    scope: choice(['ORG']),
  });
