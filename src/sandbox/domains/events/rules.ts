/** Behavioral events: defining them, and receiving what is pushed to their webhooks. */

import { runInNewContext } from 'node:vm';
import type { eventAddWebhook } from '../../../tools/events/events.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import { randomHex, randomUuid } from '../../world/random.js';
import type { World } from '../../world/world.js';
import { couponByCode } from '../coupon/rules.js';
import { findCustomer, identifierType, register } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { sameCode } from '../product/catalogue.js';
import { productAnywhere } from '../product/rules.js';
import type { ProductGroup } from '../product/state.js';
import { findGroup } from '../user-group/rules.js';
import type { AttributeName, EventDefinition, EventField, EventOccurrence, EventWebhook } from './state.js';

const KEPT = 1000;
const NAME = /^\w{1,100}$/;

export type EventSettings = Pick<EventDefinition, 'name' | 'description' | 'actions' | 'fields'>;

/**
 * Checks the settings of an event.
 * @throws 1811 if the name has characters other than letters, digits and underscores, or the wrong length
 * @throws 1810 if `actions` is empty
 * @throws 1802 if a unique key field is not required, a regex is not valid, a customer field is marked as sensitive
 *   data, or two fields have the same name
 */
function check({ name, actions, fields }: EventSettings): void {
  if (!NAME.test(name)) fail(1811, 'eventName must have 1 to 100 letters, digits or underscores');
  if (actions.length === 0) fail(1810, 'actions must name at least one consumer');
  for (const field of fields) {
    const is = (attribute: AttributeName): boolean => isTrue(field, attribute);
    if (is('isUniqueKeyField') && !is('isRequired')) fail(1802, `${field.name}: a unique key field must be required`);
    if (!isPattern(field.attributes.regex?.value ?? ''))
      fail(1802, `${field.name}: regex is not a valid regular expression`);
    if (is('isPsiData') && field.type === 'customer')
      fail(1802, `${field.name}: a customer field cannot be marked as sensitive data`);
  }
  if (new Set(fields.map((each) => each.name)).size < fields.length) fail(1802, 'Two fields have the same name');
}

/** Whether a boolean attribute of a field is true. */
export const isTrue = ({ attributes }: EventField, name: AttributeName): boolean =>
  attributes[name]?.value.toLowerCase() === 'true';

/**
 * Defines an event.
 * @throws 1806 if the name is taken
 * @throws 1802, 1810, 1811 as `check` does
 */
export function defineEvent(world: World, settings: EventSettings, requestId: string): EventDefinition {
  check(settings);
  if (world.eventDefinitions[settings.name]) fail(1806, `Event ${settings.name} already exists`);
  const definition: EventDefinition = {
    id: randomUuid(world),
    ...settings,
    createdOn: now(world),
    disabledOn: null,
    history: [{ value: settings.description, changedOn: now(world), requestId }],
  };
  world.eventDefinitions[settings.name] = definition;
  return definition;
}

/**
 * Replaces the definition of an event.
 * @throws 1811 if the event does not exist, or is disabled
 * @throws 1802, 1810, 1811 as `check` does
 */
export function redefineEvent(world: World, settings: EventSettings, requestId: string): EventDefinition {
  check(settings);
  const definition = world.eventDefinitions[settings.name];
  if (!definition) return fail(1811, `There is no event ${settings.name}`);
  if (definition.disabledOn !== null) return fail(1811, `Event ${settings.name} is disabled`);
  Object.assign(definition, settings);
  definition.history.push({ value: settings.description, changedOn: now(world), requestId });
  return definition;
}

/**
 * Switches an event off for good. Idempotent.
 * @throws 1811 if the event does not exist
 */
export function disableEvent(world: World, name: string): void {
  const definition = world.eventDefinitions[name] ?? fail(1811, `There is no event ${name}`);
  definition.disabledOn ??= now(world);
}

/** Some webhooks are not set up by a call, and have other transformers. */
type NewWebhook = Omit<Body<typeof eventAddWebhook>, 'transformerType'> & Pick<EventWebhook, 'transformerType'>;

/**
 * Adds a webhook.
 * @throws 400 if no till has the code
 * @throws 1839 if authentication is enabled without `authMechanism`
 * @throws 1808 if the transformer type already has a webhook
 */
export function addEventWebhook(world: World, settings: NewWebhook): EventWebhook {
  const {
    transformerType,
    tillCode,
    authEnabled = false,
    authMechanism = '',
    uniquenessCheckEnabled = false,
  } = settings;
  if (!Object.values(world.tills).some((till) => till.code === tillCode)) failUnknown(400, 'Till code', tillCode);
  if (authEnabled && authMechanism === '') fail(1839, 'authMechanism is missing');
  if (Object.values(world.eventWebhooks).some((each) => each.transformerType === transformerType)) {
    fail(1808, `A webhook for ${transformerType} already exists`);
  }
  const id = randomHex(world, 32);
  const webhook = { id, transformerType, tillCode, authEnabled, authMechanism, uniquenessCheckEnabled };
  world.eventWebhooks[webhook.id] = webhook;
  return webhook;
}

/** Receives an event pushed to a webhook, and records it whether it is valid or not. */
export function receiveEvent(world: World, webhook: EventWebhook, payload: string): EventOccurrence {
  const values = parse(payload);
  const { event_name, eventName } = values;
  const name = String(event_name ?? eventName ?? '');
  const definition = world.eventDefinitions[name];
  const occurrence: EventOccurrence = {
    id: randomUuid(world),
    name,
    webhookId: webhook.id,
    customerId: null,
    receivedOn: now(world),
    payload: payload.slice(0, 10_000),
    values,
    problem: '',
    isDuplicate: false,
  };
  try {
    if (!definition) fail(1811, `There is no event ${name}`);
    else if (definition.disabledOn !== null) fail(1811, `Event ${name} is disabled`);
    else take(world, definition, webhook, occurrence);
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    occurrence.problem = error.message;
  }
  world.eventOccurrences.push(occurrence);
  if (world.eventOccurrences.length > KEPT) world.eventOccurrences.shift();
  return occurrence;
}

function parse(payload: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function take(world: World, definition: EventDefinition, webhook: EventWebhook, occurrence: EventOccurrence): void {
  const tillId = Object.values(world.tills).find((till) => till.code === webhook.tillCode)?.id ?? 0;
  for (const field of definition.fields) {
    const value = occurrence.values[field.name];
    const text = value === undefined || value === null ? '' : String(value);
    if (text === '') {
      if (isTrue(field, 'isRequired') || field.type === 'customer') fail(1802, `${field.name} is missing`);
      continue;
    }
    if (field.type === 'customer') occurrence.customerId = customerIn(world, field, text, tillId).id;
    else checkValue(world, field, text);
  }
  occurrence.isDuplicate = webhook.uniquenessCheckEnabled && isRepeat(world, definition, occurrence);
  if (occurrence.isDuplicate) fail(1802, 'The event is a duplicate');
}

function customerIn(world: World, field: EventField, value: string, tillId: number): Customer {
  const named = field.attributes.identifierType?.value ?? 'mobile';
  const type = named === 'userId' ? 'id' : (identifierType(named) ?? 'mobile');
  const known = findCustomer(world, type, value);
  if (known) return known;
  if (type === 'id' || !isTrue(field, 'addCustomerIfNotExists'))
    return fail(1802, `${field.name}: customer ${value} does not exist`);
  return register(world, { identifiers: [{ type, value }], tillId }).customer;
}

/** Whether a brand or category has this name or code. */
const isNamed = (groups: Readonly<Record<number, ProductGroup>>, text: string): boolean =>
  Object.values(groups).some(({ name, code }) => name === text || sameCode(code, text));

function checkValue(world: World, field: EventField, text: string): void {
  const valid: Record<Exclude<EventField['type'], 'customer'>, () => boolean> = {
    tillCode: () => Object.values(world.tills).some((till) => till.code === text),
    couponCode: () => couponByCode(world, text) !== undefined,
    productSku: () => productAnywhere(world, text) !== undefined,
    productBrand: () => isNamed(world.productBrands, text),
    productCategory: () => isNamed(world.productCategories, text),
    groupId: () => findGroup(world, { id: text }) !== undefined,
    double: () => text.trim() !== '' && Number.isFinite(Number(text)),
    string: () => matches(field, text),
  };
  if (field.type !== 'customer' && !valid[field.type]())
    fail(1802, `${field.name}: ${text.slice(0, 100)} is not a valid ${field.type}`);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** Long enough for a thread that waits for its turn on a busy machine. */
const PATTERN_MS = 200;

/** Whether a text matches a field's pattern. There is a time limit, because a caller's pattern may never finish. */
function matches({ attributes }: EventField, text: string): boolean {
  const pattern = attributes.regex?.value ?? '';
  if (pattern === '') return true;
  try {
    const whole = { pattern: `^(?:${pattern})$`, text };
    return runInNewContext('new RegExp(pattern).test(text)', whole, { timeout: PATTERN_MS });
  } catch {
    return false;
  }
}

/** Whether an earlier event had the same values in all unique key fields. */
function isRepeat(world: World, { name, fields }: EventDefinition, { values }: EventOccurrence): boolean {
  const keys = fields.filter((field) => isTrue(field, 'isUniqueKeyField')).map((field) => field.name);
  return (
    keys.length > 0 &&
    world.eventOccurrences.some(
      (each) =>
        each.name === name &&
        each.problem === '' &&
        keys.every((key) => String(each.values[key]) === String(values[key])),
    )
  );
}
