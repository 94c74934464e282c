/** Cards as v2 shows them beside their customer. */
import { now } from '../clock.js';
import { daysBetween, localDate } from '../dates.js';
import { cardStatus } from '../rules/cards.js';
import type { Card } from '../state/customer.js';
import type { World } from '../world.js';

/** One of `cardDetails`. */
export function cardFace(world: World, card: Card): object {
  const series = world.cardSeries[card.seriesId];
  const status = cardStatus(card.statusLabel);
  const digital = series?.type === 'DIGITAL';
  return {
    id: card.id,
    cardId: card.id,
    cardNumber: card.number,
    cardExternalId: card.externalId,
    issuedDate: card.issuedOn,
    createdDate: localDate(card.createdOn, world.organisation.timezone),
    expiryDays: card.expiresOn === null ? 0 : daysBetween(card.createdOn, card.expiresOn),
    ...(card.expiresOn !== null && { expiryDate: card.expiresOn }),
    seriesId: card.seriesId,
    seriesName: series?.name ?? '',
    seriesCode: series?.code ?? '',
    type: series?.type ?? '',
    maxActiveCards: series?.maxActivePerCustomer ?? 0,
    customerId: card.customerId ?? 0,
    orgId: world.organisation.id,
    statusInfo: { entityId: card.id, isActive: true, label: card.statusLabel, status, actions: [] },
    customFields: card.customFields,
    extendedFields: card.extendedFields,
    transactionNotAllowed: status !== 'ACTIVE' || (card.expiresOn !== null && card.expiresOn <= now(world)),
    activeAndDigital: digital && status === 'ACTIVE',
  };
}
