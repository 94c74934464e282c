/** Cards: stock of a series, linked to customers and taken off them. A linked card is an identifier of its customer. */
import { now } from '../clock.js';
import { fail } from '../failure.js';
import type { Card, CardSeries, Customer, Identifier, Source } from '../state/customer.js';
import { nextId, type World } from '../world.js';
import { changeIdentifiers } from './customers.js';

const CARD_STATUSES = ['NOT_ISSUED', 'ISSUED', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'DELETED'] as const;

export type CardStatus = (typeof CARD_STATUSES)[number];

/** The system status behind a label; the organisation's labels are named like the statuses. 3011 missing, 3017 unknown. */
export function cardStatus(label: string): CardStatus {
  if (label === '') fail(3011, 'The status of the card is missing');
  const status = label.toUpperCase().replaceAll(' ', '_');
  return CARD_STATUSES.find((each) => each === status) ?? fail(3017, `${label} is no status label of cards`);
}

/** A series by id or code. 3000 for none. */
export function cardSeriesOf(world: World, by: { seriesId?: number; seriesCode?: string }): CardSeries {
  const found =
    by.seriesId === undefined
      ? Object.values(world.cardSeries).find((each) => each.code === by.seriesCode)
      : world.cardSeries[by.seriesId];
  return found ?? fail(3000, 'Card series is not valid');
}

/** Adds a card to the stock of a series. 3009 for a number in use, 3045 for an external id in use. */
export function addCard(
  world: World,
  series: CardSeries,
  card: { number: string; externalId?: string; storeId: number },
): Card {
  const { externalId = '' } = card;
  const cards = Object.values(world.cards);
  if (cards.some((each) => each.number === card.number)) fail(3009, `Card number ${card.number} already exists`);
  if (externalId !== '' && cards.some((each) => each.externalId === externalId)) {
    fail(3045, `Card external id ${externalId} is already used`);
  }
  const added: Card = {
    id: nextId(world, 'card'),
    number: card.number,
    externalId,
    seriesId: series.id,
    statusLabel: 'NOT_ISSUED',
    customerId: null,
    storeId: card.storeId,
    createdOn: now(world),
    issuedOn: null,
    expiresOn: series.expiresOn,
    customFields: {},
    extendedFields: {},
  };
  world.cards[added.id] = added;
  return added;
}

/** The next card of a series that nobody has. 702 where there is none left. */
export function nextCard(world: World, series: CardSeries): Card {
  const card = Object.values(world.cards).find(
    (each) => each.seriesId === series.id && each.customerId === null && cardStatus(each.statusLabel) === 'NOT_ISSUED',
  );
  return card ?? fail(702, `Series ${series.code} has no cards left`);
}

/** Cards linked to a customer, in the order in which they were. */
export function cardsOf(world: World, customer: Customer): Card[] {
  return customer.cardIds.map((id) => world.cards[id]).filter((card) => card !== undefined);
}

/** Which card: by number, or by external id alone. */
export interface CardReference {
  number?: string;
  externalId?: string;
  seriesId?: number;
  seriesCode?: string;
  /** The label that the card gets. */
  statusLabel: string;
}

/** A card to link; its fields are set where given. */
export interface CardLink extends CardReference {
  customFields?: Readonly<Record<string, unknown>>;
  extendedFields?: Readonly<Record<string, unknown>>;
}

/** Through which profile a card is linked or taken off, and at which till. */
export interface CardContext {
  source?: Source;
  accountId?: string;
  tillId: number;
}

/** The card meant. 3010 for none, 3000 for one of another series, 3046 where number and external id contradict. */
function cardMeant(world: World, reference: CardReference): Card {
  const { number = '', externalId = '', seriesId, seriesCode = '' } = reference;
  const cards = Object.values(world.cards);
  const card =
    cards.find((each) =>
      number === '' ? externalId !== '' && each.externalId === externalId : each.number === number,
    ) ?? fail(3010, 'Card number does not exist');
  if (number !== '' && externalId !== '' && card.externalId !== externalId) {
    if (card.externalId !== '') fail(3046, 'Card number and external id do not match');
    if (cards.some((each) => each.externalId === externalId))
      fail(3045, `Card external id ${externalId} is already used`);
  }
  if (seriesId !== undefined || seriesCode !== '') {
    const series = cardSeriesOf(world, seriesId === undefined ? { seriesCode } : { seriesId });
    if (series.id !== card.seriesId) fail(3000, `Card ${card.number} is not of series ${series.code}`);
  }
  return card;
}

const identifiersOf = (card: Card): Identifier[] => [
  { type: 'cardnumber', value: card.number },
  ...(card.externalId === '' ? [] : [{ type: 'cardExternalId' as const, value: card.externalId }]),
];

/**
 * Links a card to a customer, or gives a linked one another status. 3010/3000/3045/3046 (which card), 3011/3017
 * (label), 8007 (somebody else's), 3038 (its status does not allow it), 3008 (expired), 3039 (too many active cards).
 */
export function linkCard(world: World, customer: Customer, link: CardLink, context: CardContext): Card {
  const card = cardMeant(world, link);
  const status = cardStatus(link.statusLabel);
  const series = world.cardSeries[card.seriesId];
  if (card.customerId !== null && card.customerId !== customer.id) {
    fail(8007, `Card ${card.number} already belongs to another customer`);
  }
  const current = cardStatus(card.statusLabel);
  if (current === 'EXPIRED' || current === 'DELETED' || status === 'NOT_ISSUED') {
    fail(3038, `A card cannot be linked from ${current} to ${status}`);
  }
  const time = now(world);
  if (card.expiresOn !== null && card.expiresOn <= time) fail(3008, `Card ${card.number} has expired`);
  const active = cardsOf(world, customer).filter(
    (each) => each.id !== card.id && each.seriesId === card.seriesId && cardStatus(each.statusLabel) === 'ACTIVE',
  ).length;
  if (status === 'ACTIVE' && series && active >= series.maxActivePerCustomer) {
    fail(3039, `A customer may have ${series.maxActivePerCustomer} active cards of series ${series.code}`);
  }
  const externalId = card.externalId === '' ? (link.externalId ?? '') : card.externalId;
  changeIdentifiers(world, customer, { ...context, add: identifiersOf({ ...card, externalId }), remove: [] });
  card.externalId = externalId;
  card.customerId = customer.id;
  card.statusLabel = status;
  card.issuedOn ??= time;
  Object.assign(card.customFields, link.customFields);
  Object.assign(card.extendedFields, link.extendedFields);
  if (!customer.cardIds.includes(card.id)) customer.cardIds.push(card.id);
  return card;
}

/** Takes a card off its customer. 8015 where it is not the customer's, 8005 where no identifier would be left. */
export function delinkCard(world: World, customer: Customer, reference: CardReference, context: CardContext): Card {
  const card = cardMeant(world, reference);
  const status = cardStatus(reference.statusLabel);
  if (card.customerId !== customer.id) fail(8015, `Card ${card.number} is not linked to this customer`);
  changeIdentifiers(world, customer, { ...context, add: [], remove: identifiersOf(card) });
  card.customerId = null;
  card.statusLabel = status;
  if (status === 'NOT_ISSUED') card.issuedOn = null;
  customer.cardIds = customer.cardIds.filter((id) => id !== card.id);
  return card;
}
