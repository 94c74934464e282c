/**
 * Cards: adding and generating stock, linking cards to customers and delinking them, changing and blocking them. A
 * linked card is an identifier of its customer.
 */
import { md5 } from '../../../lib/md5.js';
import { DAY, later, now } from '../../world/clock.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { changedFields, recordAudit } from '../customer/audit.js';
import { changeIdentifiers, knownFields, UNKNOWN_EXTENDED_FIELD } from '../customer/rules.js';
import type { AuditEvent, Card, CardSeries, Customer, Identifier, Source } from '../customer/state.js';
import { configNumber } from '../organization/config.js';
import type { Till } from '../organization/state.js';
import { hasNumbersLeft, nextNumbers } from './series.js';
import { CARD_STATUSES, type CardGeneration, type CardStatus } from './state.js';

/**
 * The system status behind a label. The organization's labels have the names of the statuses.
 * @throws 3011 if the label is missing
 * @throws 3017 if the label is unknown
 */
export function cardStatus(label: string): CardStatus {
  if (label === '') fail(3011, 'The status label of the card is missing');
  const status = label.toUpperCase().replaceAll(' ', '_');
  return CARD_STATUSES.find((each) => each === status) ?? fail(3017, `${label} is not a status label of cards`);
}

/**
 * Finds a series by id or code.
 * @throws 3000 if the series does not exist
 */
export function cardSeriesOf(world: World, by: { seriesId?: number; seriesCode?: string }): CardSeries {
  const found =
    by.seriesId === undefined
      ? Object.values(world.cardSeries).find((each) => each.code === by.seriesCode)
      : world.cardSeries[by.seriesId];
  return found ?? failUnknown(3000, 'Card series', by.seriesId ?? by.seriesCode);
}

/**
 * @throws 3000 if the series is not active
 * @throws 3008 if it has expired
 */
function checkSeriesOpen(world: World, series: CardSeries): void {
  if (!series.active) fail(3000, `Series ${series.code} is not active`);
  if (series.expiresOn !== null && series.expiresOn <= now(world)) fail(3008, `Series ${series.code} has expired`);
}

export interface NewCard {
  number: string;
  externalId?: string;
  /** NOT_ISSUED by default. */
  statusLabel?: string;
  reason?: string;
  tillId: number;
  customFields?: Readonly<Record<string, unknown>>;
  extendedFields?: Readonly<Record<string, unknown>>;
}

const EXTERNAL_ID_LENGTH = 4;

/**
 * @throws 3050 if the external id is too short
 * @throws 3045 if another card has the external id
 */
function checkExternalId(world: World, externalId: string): void {
  if (externalId.length < EXTERNAL_ID_LENGTH) {
    fail(3050, `A card external id must have at least ${EXTERNAL_ID_LENGTH} characters`);
  }
  if (Object.values(world.cards).some((each) => each.externalId === externalId)) {
    fail(3045, `Card external id ${externalId} is already used`);
  }
}

/**
 * Adds a card to the stock of a series.
 * @throws 3008 if the series has expired
 * @throws 400 if the number does not have the prefix, suffix and length of the series
 * @throws 3009 if another card has the number
 * @throws 3050 if the external id is too short
 * @throws 3045 if another card has the external id
 * @throws 3017 if the status label is unknown
 * @throws 3038 if a new card cannot have the status
 */
export function addCard(world: World, series: CardSeries, card: NewCard): Card {
  const { number, externalId = '', statusLabel = 'NOT_ISSUED' } = card;
  checkSeriesOpen(world, series);
  checkNumber(series, number);
  if (Object.values(world.cards).some((each) => each.number === number)) {
    fail(3009, `Card number ${number} already exists`);
  }
  if (externalId !== '') checkExternalId(world, externalId);
  const status = cardStatus(statusLabel);
  if (status === 'DELETED' || status === 'EXPIRED') fail(3038, `A new card cannot be ${status}`);
  return storeCard(world, series, card, status);
}

function checkNumber({ code, prefix, suffix, codeLength }: CardSeries, number: string): void {
  if (!number.startsWith(prefix) || (codeLength > 0 && number.length !== codeLength)) {
    fail(400, `Numbers of series ${code} must start with ${prefix} and have ${codeLength} characters`);
  }
  if (!number.endsWith(suffix)) fail(400, `Numbers of series ${code} must end with ${suffix}`);
}

function storeCard(world: World, series: CardSeries, card: NewCard, status: CardStatus): Card {
  const added: Card = {
    id: nextId(world, 'card'),
    number: card.number,
    externalId: card.externalId ?? '',
    seriesId: series.id,
    statusLabel: '',
    statusLog: [],
    customerId: null,
    tillId: card.tillId,
    storeId: world.tills[card.tillId]?.storeId ?? 0,
    createdOn: now(world),
    issuedOn: null,
    expiresOn: series.expiresOn,
    customFields: { ...card.customFields },
    extendedFields: { ...card.extendedFields },
  };
  setCardStatus(world, added, status, { tillId: card.tillId, reason: card.reason ?? '' });
  world.cards[added.id] = added;
  return added;
}

/** Gives a card a status and logs the change. Does nothing if the card already has the status. */
function setCardStatus(
  world: World,
  card: Card,
  status: CardStatus,
  { tillId, reason }: { tillId: number; reason: string },
): void {
  if (card.statusLabel === status) return;
  if (card.statusLabel !== '')
    audit(world, card, tillId, changedFields('CardStatus', { status: card.statusLabel }, { status }));
  card.statusLog.push({
    id: nextId(world, 'cardStatusChange'),
    label: status,
    previousLabel: card.statusLabel,
    status,
    reason,
    createdOn: now(world),
    tillId,
  });
  card.statusLabel = status;
}

const audit = (world: World, { id }: Card, tillId: number, events: readonly AuditEvent[]): void =>
  recordAudit(world, { entityType: 'CARD', entityId: id, tillId }, events);

/** Sets fields of a card. */
function setFields(
  world: World,
  card: Card,
  { customFields = {}, extendedFields = {} }: Pick<CardChange, 'customFields' | 'extendedFields'>,
  tillId: number,
): void {
  audit(world, card, tillId, [
    ...changedFields('CardCustomField', card.customFields, customFields),
    ...changedFields('CardExtendedField', card.extendedFields, extendedFields),
  ]);
  Object.assign(card.customFields, customFields);
  Object.assign(card.extendedFields, extendedFields);
}

const MOST_GENERATED = 50_000;

/** The result of one generation run: the new cards, and the numbers skipped because they were in use. */
export interface Generated {
  numbers: string[];
  duplicates: string[];
}

/**
 * Generates the next numbers of a series, skipping those in use.
 * @throws 3025 if the count is below 1
 * @throws 3026 if the count is above the limit
 * @throws 3018 if the label does not mean NOT_ISSUED
 * @throws 703 if the numbers of the series are not generated
 * @throws 3008 if the series has expired
 * @throws 702 if the series does not have enough numbers left
 */
export function generateCards(
  world: World,
  series: CardSeries,
  { count, statusLabel = '', tillId }: { count: number; statusLabel?: string; tillId: number },
): Generated {
  if (count < 1) fail(3025, 'count must be a whole number from 1');
  if (count > MOST_GENERATED) fail(3026, `At most ${MOST_GENERATED} cards can be generated in one call`);
  if (statusLabel !== '' && cardStatus(statusLabel) !== 'NOT_ISSUED')
    fail(3018, `Status label ${statusLabel} does not mean NOT_ISSUED`);
  if (!series.generated) fail(703, `Numbers of series ${series.code} are not generated`);
  checkSeriesOpen(world, series);
  if (!hasNumbersLeft(world, series, count)) fail(702, `Series ${series.code} does not have ${count} numbers left`);
  const taken = new Set(Object.values(world.cards).map((card) => card.number));
  const made: Generated = nextNumbers(world, series, count, taken);
  for (const number of made.numbers) storeCard(world, series, { number, tillId }, 'NOT_ISSUED');
  series.lastNumber += count;
  logGeneration(world, series, made.numbers.length, tillId);
  return made;
}

function logGeneration(world: World, series: CardSeries, count: number, tillId: number): void {
  const id = nextId(world, 'cardGeneration');
  // Not drawn at random: the seed prints cards, and what it draws after them must not depend on that.
  const fileHandle = md5(`${world.random.seed} ${series.code} ${id}`).replace(
    /^(.{8})(.{4})(.{4})(.{4})/,
    '$1-$2-$3-$4-',
  );
  world.cardGenerations[id] = { id, seriesId: series.id, count, tillId, createdOn: now(world), fileHandle };
}

/**
 * Generation runs of one series or of all, oldest first.
 * @throws 3004 if the series does not exist
 */
export function generationsOf(world: World, seriesId: number | undefined): CardGeneration[] {
  if (seriesId !== undefined && !world.cardSeries[seriesId]) failUnknown(3004, 'Card series', seriesId);
  return Object.values(world.cardGenerations).filter((each) => seriesId === undefined || each.seriesId === seriesId);
}

/**
 * Finds a card by its number.
 * @throws 3010 if no card has the number
 */
export const cardNumbered = (world: World, number: string): Card => cardMeant(world, { number });

/**
 * The next card of a series that is not linked to a customer.
 * @throws 702 if the series has no cards left
 */
export function nextCard(world: World, series: CardSeries): Card {
  const card = Object.values(world.cards).find(
    (each) => each.seriesId === series.id && each.customerId === null && cardStatus(each.statusLabel) === 'NOT_ISSUED',
  );
  return card ?? fail(702, `Series ${series.code} has no cards left`);
}

/** Cards linked to a customer, in the order of linking. */
export function cardsOf(world: World, customer: Customer): Card[] {
  return customer.cardIds.map((id) => world.cards[id]).filter((card) => card !== undefined);
}

/** Names a card: by number, or by external id alone. */
export interface CardReference {
  number?: string;
  externalId?: string;
  seriesId?: number;
  seriesCode?: string;
  /** The label to give the card. */
  statusLabel: string;
}

/** A card to link. Fields that are present are set. */
export interface CardLink extends CardReference {
  /** The reason for the label. */
  reason?: string;
  customFields?: Readonly<Record<string, unknown>>;
  extendedFields?: Readonly<Record<string, unknown>>;
}

/** The profile and the till through which a card is linked or delinked. */
export interface CardContext {
  source?: Source;
  accountId?: string;
  tillId: number;
}

/**
 * Finds the card of a reference.
 * @throws 3010 if no card matches
 * @throws 3000 if the card belongs to another series
 * @throws 3046 if number and external id do not match
 */
function cardMeant(world: World, reference: Omit<CardReference, 'statusLabel'>): Card {
  const { number = '', externalId = '', seriesId, seriesCode = '' } = reference;
  const cards = Object.values(world.cards);
  const card =
    cards.find((each) =>
      number === '' ? externalId !== '' && each.externalId === externalId : each.number === number,
    ) ?? failUnknown(3010, number === '' ? 'Card external id' : 'Card number', number || externalId);
  if (number !== '' && externalId !== '' && card.externalId !== externalId) {
    if (card.externalId !== '') fail(3046, 'Card number and external id do not match');
    checkExternalId(world, externalId);
  }
  if (seriesId !== undefined || seriesCode !== '') {
    const series = cardSeriesOf(world, seriesId === undefined ? { seriesCode } : { seriesId });
    if (series.id !== card.seriesId) fail(3000, `Card ${card.number} does not belong to series ${series.code}`);
  }
  return card;
}

/** The identifiers that a linked card gives its customer. */
export const identifiersOf = (card: Card): Identifier[] => [
  { type: 'cardnumber', value: card.number },
  ...(card.externalId === '' ? [] : [{ type: 'cardExternalId' as const, value: card.externalId }]),
];

/**
 * Links a card to a customer, or gives a linked card another status.
 * @throws 3000, 3010, 3045, 3046 as `cardMeant` and the check of the external id do
 * @throws 3011 if the label is missing, unless the customer has the card already
 * @throws 3017 if the label is unknown
 * @throws 8007 if the card belongs to another customer
 * @throws 3038 if the card's status does not allow it
 * @throws 3008 if the card has expired
 * @throws 3039 if the customer would have too many active cards
 */
export function linkCard(world: World, customer: Customer, link: CardLink, context: CardContext): Card {
  const card = cardMeant(world, link);
  const isTheirs = card.customerId === customer.id;
  const status = cardStatus(isTheirs && link.statusLabel === '' ? card.statusLabel : link.statusLabel);
  if (card.customerId !== null && card.customerId !== customer.id) {
    fail(8007, `Card ${card.number} already belongs to another customer`);
  }
  const current = cardStatus(card.statusLabel);
  if (current === 'EXPIRED' || current === 'DELETED' || status === 'NOT_ISSUED') {
    fail(3038, `A card with status ${current} cannot be linked with status ${status}`);
  }
  const time = now(world);
  if (card.expiresOn !== null && card.expiresOn <= time) fail(3008, `Card ${card.number} has expired`);
  if (status === 'ACTIVE') checkActiveCards(world, customer, card);
  const externalId = card.externalId === '' ? (link.externalId ?? '') : card.externalId;
  changeIdentifiers(world, customer, { ...context, add: identifiersOf({ ...card, externalId }), remove: [] });
  card.externalId = externalId;
  card.customerId = customer.id;
  setCardStatus(world, card, status, { tillId: context.tillId, reason: link.reason ?? '' });
  if (card.issuedOn === null) issue(world, card);
  setFields(world, card, link, context.tillId);
  if (!customer.cardIds.includes(card.id)) customer.cardIds.push(card.id);
  return card;
}

/**
 * Generates the next card of a series and links it to a customer as an active one. Does nothing if the series makes no
 * cards any more, or the customer has as many as may be.
 */
export function giveNextCard(world: World, customer: Customer, series: CardSeries, tillId: number): void {
  const isOpen = series.active && (series.expiresOn === null || series.expiresOn > now(world));
  if (!series.generated || !isOpen || !hasNumbersLeft(world, series, 1)) return;
  const active = cardsOf(world, customer).filter((each) => cardStatus(each.statusLabel) === 'ACTIVE');
  const ofSeries = active.filter(({ seriesId }) => seriesId === series.id).length;
  const isFull = series.maxActivePerCustomer > 0 && ofSeries >= series.maxActivePerCustomer;
  if (isFull || active.length >= configNumber(world, 'CONF_MAX_CARDS_PER_ORG')) return;
  const [number] = generateCards(world, series, { count: 1, tillId }).numbers;
  // A running number may be in use already: then the next customer gets the next one.
  if (number !== undefined) linkCard(world, customer, { number, statusLabel: 'ACTIVE' }, { tillId });
}

/** From its issue a card lasts as long as its series says. */
function issue(world: World, card: Card): void {
  card.issuedOn = now(world);
  const days = world.cardSeries[card.seriesId]?.expiryDays ?? null;
  if (days !== null) card.expiresOn = later(card.issuedOn, days * DAY);
}

/**
 * Delinks a card from its customer.
 * @throws 8015 if the card is not linked to the customer
 * @throws 8005 if the customer would have no identifier left
 */
export function delinkCard(world: World, customer: Customer, reference: CardReference, context: CardContext): Card {
  const card = cardMeant(world, reference);
  const status = cardStatus(reference.statusLabel);
  if (card.customerId !== customer.id) fail(8015, `Card ${card.number} is not linked to this customer`);
  changeIdentifiers(world, customer, { ...context, add: [], remove: identifiersOf(card) });
  card.customerId = null;
  setCardStatus(world, card, status, { tillId: context.tillId, reason: '' });
  if (status === 'NOT_ISSUED') card.issuedOn = null;
  customer.cardIds = customer.cardIds.filter((id) => id !== card.id);
  return card;
}

/** @throws 3039 if the customer has the maximum number of active cards, of the series or in total */
function checkActiveCards(world: World, customer: Customer, card: Card): void {
  const active = cardsOf(world, customer).filter(
    (each) => each.id !== card.id && cardStatus(each.statusLabel) === 'ACTIVE',
  );
  const series = world.cardSeries[card.seriesId];
  const ofSeries = active.filter((each) => each.seriesId === card.seriesId).length;
  if (series && series.maxActivePerCustomer > 0 && ofSeries >= series.maxActivePerCustomer) {
    fail(3039, `A customer may have at most ${series.maxActivePerCustomer} active cards of series ${series.code}`);
  }
  const most = configNumber(world, 'CONF_MAX_CARDS_PER_ORG');
  if (active.length >= most) fail(3039, `A customer may have at most ${most} active cards`);
}

/** Changes to a card; absent fields keep their value. */
export interface CardChange extends Omit<CardReference, 'statusLabel'> {
  statusLabel?: string;
  reason?: string;
  /** The till at which it was issued. */
  issuedAt?: { type?: string; id?: number; code?: string };
  customFields?: Readonly<Record<string, unknown>>;
  extendedFields?: Readonly<Record<string, unknown>>;
}

const UNKNOWN_CARD_FIELD = 1022;

/**
 * The card fields that the organization has configured. Unknown ones become warnings: 1022 for a custom field, 91016
 * for an extended field.
 */
export function knownCardFields(
  world: World,
  card: Pick<CardChange, 'customFields' | 'extendedFields'>,
): { customFields: Record<string, unknown>; extendedFields: Record<string, unknown>; warnings: Warning[] } {
  const { customFields, extendedFields } = world.organisation.settings;
  const custom = knownFields(card.customFields ?? {}, customFields.card, UNKNOWN_CARD_FIELD);
  const extended = knownFields(card.extendedFields ?? {}, extendedFields.card, UNKNOWN_EXTENDED_FIELD);
  return {
    customFields: custom.known,
    extendedFields: extended.known,
    warnings: [...custom.warnings, ...extended.warnings],
  };
}

/**
 * Changes a card. Warnings: 3039 if the card already has the status, 1022 and 91016 for unknown fields.
 * @throws 3000, 3010, 3046 as `cardMeant` does
 * @throws 3050, 3045 if the external id is too short or in use
 * @throws 3017 if the label is unknown
 * @throws 3038 if the card's status does not allow the change
 * @throws 3008 if the card has expired
 * @throws 3039 if its customer would have too many active cards
 * @throws 3049 if `mappedEntity.type` is not TILL
 * @throws 3048 if the till does not exist
 */
export function changeCard(
  world: World,
  change: CardChange,
  context: { tillId: number },
): { card: Card; warnings: Warning[] } {
  const card = cardMeant(world, change);
  const status = change.statusLabel ? cardStatus(change.statusLabel) : null;
  if (status !== null) checkStatusChange(world, card, status);
  const till = change.issuedAt === undefined ? null : tillMeant(world, change.issuedAt);
  const { customFields, extendedFields, warnings } = knownCardFields(world, change);
  if (status !== null && status === card.statusLabel) {
    warnings.push({ code: 3039, message: `The card already has status ${status}` });
  }
  if (card.externalId === '' && change.externalId) addExternalId(world, card, change.externalId, context);
  if (status !== null) {
    setCardStatus(world, card, status, { ...context, reason: change.reason ?? '' });
  }
  if (till) {
    card.tillId = till.id;
    card.storeId = till.storeId;
  }
  setFields(world, card, { customFields, extendedFields }, context.tillId);
  return { card, warnings };
}

/**
 * Deleted and expired cards keep their status, a card without a customer cannot be deleted or expire, and a linked card
 * cannot return to stock.
 * @throws 3038 if the card's status does not allow the change
 * @throws 3008 if the card has expired
 */
function checkStatusChange(world: World, card: Card, status: CardStatus): void {
  const current = cardStatus(card.statusLabel);
  if (status === current) return;
  const ends = status === 'EXPIRED' || status === 'DELETED';
  const barred =
    current === 'DELETED' ||
    current === 'EXPIRED' ||
    (current === 'NOT_ISSUED' && ends) ||
    (status === 'NOT_ISSUED' && card.customerId !== null);
  if (barred) fail(3038, `The status of a card cannot change from ${current} to ${status}`);
  if (ends || status === 'SUSPENDED') return;
  if (card.expiresOn !== null && card.expiresOn <= now(world)) fail(3008, `Card ${card.number} has expired`);
  const holder = world.customers[card.customerId ?? 0];
  if (status === 'ACTIVE' && holder) checkActiveCards(world, holder, card);
}

function tillMeant(world: World, { type, id, code = '' }: NonNullable<CardChange['issuedAt']>): Till {
  if (type !== 'TILL') fail(3049, 'mappedEntity.type must be TILL');
  const till = Object.values(world.tills).find((each) => (id === undefined ? each.code === code : each.id === id));
  if (!till || (code !== '' && till.code !== code)) return fail(3048, 'mappedEntity is not a till of the organization');
  return till;
}

/** A linked card adds its external id to the profile that has its number. */
function addExternalId(world: World, card: Card, externalId: string, context: { tillId: number }): void {
  const holder = world.customers[card.customerId ?? 0];
  const profile = holder?.profiles.find((each) =>
    each.identifiers.some(({ type, value }) => type === 'cardnumber' && value === card.number),
  );
  if (holder && profile) {
    const { source, accountId } = profile;
    const add: Identifier[] = [{ type: 'cardExternalId', value: externalId }];
    changeIdentifiers(world, holder, { source, accountId, add, remove: [], ...context });
  }
  card.externalId = externalId;
}
