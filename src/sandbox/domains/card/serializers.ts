/** Cards in v2's form: next to their customer, by themselves, and changed; and generation runs. */
import type { cardGetSeries, cardListSeries } from '../../../tools/beyond/card.js';
import type { cardGet, cardGetGenerationLog, cardGetStatusLog, cardUpdateBulk } from '../../../tools/card/card.js';
import type { Answer, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import { daysBetween, localDate } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Card, CardSeries } from '../customer/state.js';
import { cardStatus } from './rules.js';
import { CARD_STATUSES, type CardGeneration, type CardStatusChange } from './state.js';

/** The sandbox uses one list for labels and statuses, and so one list of ids. */
const labelId = (label: string): number => CARD_STATUSES.indexOf(cardStatus(label)) + 1;

function usability(world: World, card: Card): { transactionNotAllowed: boolean; activeAndDigital: boolean } {
  const active = cardStatus(card.statusLabel) === 'ACTIVE';
  return {
    transactionNotAllowed: !active || (card.expiresOn !== null && card.expiresOn <= now(world)),
    activeAndDigital: active && world.cardSeries[card.seriesId]?.type === 'DIGITAL',
  };
}

/** A status that a card has or had. */
export function toStatusChangeJson(world: World, card: Card, change: CardStatusChange): RowOf<typeof cardGetStatusLog> {
  return {
    id: change.id,
    entityId: card.id,
    isActive: change === card.statusLog.at(-1),
    label: change.label,
    labelId: labelId(change.label),
    prevLabel: change.previousLabel,
    status: change.status,
    reason: change.reason,
    createdBy: change.tillId,
    createdOn: change.createdOn,
    autoUpdateTime: localDate(change.createdOn, world.organisation.timezone),
    autoUpdateTimeISO: change.createdOn,
    actions: [],
  };
}

/** A card in the answer to changing it. */
export function toChangedCardJson(
  world: World,
  card: Card,
): PartOf<RowOf<typeof cardUpdateBulk, 'response'>, 'entityId'> {
  const change = card.statusLog.at(-1);
  const till = world.tills[card.tillId];
  return {
    cardId: card.id,
    customerId: card.customerId ?? 0,
    cardNumber: card.number,
    cardExternalId: card.externalId,
    seriesId: card.seriesId,
    orgId: world.organisation.id,
    entityId: card.tillId,
    statusLabel: card.statusLabel,
    statusLabelInfo: {
      id: labelId(card.statusLabel),
      entityStatusId: labelId(card.statusLabel),
      label: card.statusLabel,
      status: cardStatus(card.statusLabel),
      type: 'CARD',
      isActive: true,
      default: true,
      orgId: world.organisation.id,
      actions: {},
    },
    statusInfo: {
      reason: change?.reason ?? '',
      createdBy: change?.tillId,
      entityId: card.id,
      entityType: 'CARD',
      orgId: world.organisation.id,
      actions: [],
      label: card.statusLabel,
      prevLabel: change?.previousLabel ?? '',
      labelId: labelId(card.statusLabel),
      prevLabelId: change && change.previousLabel !== '' ? labelId(change.previousLabel) : -1,
    },
    mappedEntity: till && { type: 'TILL', value: till.code, id: till.id },
    customFields: card.customFields,
    extendedFields: card.extendedFields,
    ...usability(world, card),
  };
}

/** A generation run. */
export function toGenerationJson(
  world: World,
  generation: CardGeneration,
): RowOf<typeof cardGetGenerationLog, 'entity'> {
  const series = world.cardSeries[generation.seriesId];
  return {
    id: generation.id,
    seriesId: generation.seriesId,
    seriesName: series?.name ?? '',
    seriesCode: series?.code ?? '',
    count: generation.count,
    createdBy: generation.tillId,
    date: generation.createdOn,
    description: '',
    fileHandle: generation.fileHandle,
    orgId: world.organisation.id,
  };
}

/** A series. It is active until its time is over. A series cannot be changed. */
export function toCardSeriesJson(world: World, series: CardSeries): RowOf<typeof cardListSeries> {
  const orgId = world.organisation.id;
  const { id, createdBy, createdOn, expiryDays, expiresOn } = series;
  return {
    id,
    code: series.code,
    name: series.name,
    type: series.type,
    isActive: series.active && (expiresOn === null || expiresOn > now(world)),
    expiryDays: expiryDays ?? 0,
    cardExpiryEnabled: expiryDays !== null || expiresOn !== null,
    maxActiveCardsPerCustomer: series.maxActivePerCustomer,
    cardGenerationEnabled: series.generated,
    cardGenerationConfiguration: series.generated
      ? {
          orgId,
          seriesId: id,
          prefix: series.prefix,
          suffix: series.suffix,
          length: series.codeLength,
          method: series.method,
          lastUpdatedBy: createdBy,
        }
      : undefined,
    trigger: series.trigger,
    orgUnitId: series.conceptId ?? 0,
    orgId,
    createdBy,
    createdOn,
    lastUpdateBy: createdBy,
    lastUpdatedOn: createdOn,
  };
}

/** The same by itself, where the method is called a type. */
export function toOneCardSeriesJson(world: World, series: CardSeries): Omit<Answer<typeof cardGetSeries>, 'warnings'> {
  const { cardGenerationConfiguration: pattern, lastUpdatedOn: _, ...shown } = toCardSeriesJson(world, series);
  const { method: type, ...numbers } = pattern ?? {};
  return { ...shown, cardGenerationConfiguration: pattern ? { ...numbers, type } : undefined };
}

/** One of `cardDetails`. */
export function toCardJson(world: World, card: Card): Answer<typeof cardGet> {
  const series = world.cardSeries[card.seriesId];
  const change = card.statusLog.at(-1);
  return {
    id: card.id,
    cardId: card.id,
    cardNumber: card.number,
    cardExternalId: card.externalId,
    issuedDate: card.issuedOn,
    createdDate: localDate(card.createdOn, world.organisation.timezone),
    expiryDays: card.expiresOn === null ? 0 : daysBetween(card.createdOn, card.expiresOn),
    expiryDate: card.expiresOn ?? undefined,
    seriesId: card.seriesId,
    seriesName: series?.name ?? '',
    seriesCode: series?.code ?? '',
    type: series?.type ?? '',
    maxActiveCards: series?.maxActivePerCustomer ?? 0,
    customerId: card.customerId ?? 0,
    orgId: world.organisation.id,
    entityId: card.tillId,
    entityCode: world.tills[card.tillId]?.code ?? '',
    statusInfo: change ? toStatusChangeJson(world, card, change) : {},
    customFields: card.customFields,
    extendedFields: card.extendedFields,
    ...usability(world, card),
  };
}
