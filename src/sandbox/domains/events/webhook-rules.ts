/** Webhooks for notifications: registering, changing and deactivating them. */
import type { webhookCreate, webhookUpdate } from '../../../tools/beyond/webhooks.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { randomHex, randomUuid } from '../../world/random.js';
import type { World } from '../../world/world.js';
import type { Webhook } from './state.js';

type Settings = Body<typeof webhookUpdate>;

/** A name of a header, and a value that can be sent. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * @throws 51003 if no event is named
 * @throws 51007 if no connection is allowed
 * @throws 400 if the name is another webhook's, the address is not one, or a header cannot be sent
 */
function check(world: World, settings: Settings, own?: Webhook): void {
  const { eventNames, maxAllowedConnections, name, webHookUrl, webHookHeaders = {} } = settings;
  if (eventNames.length === 0) fail(51003, 'eventNames must name at least one event');
  if (maxAllowedConnections < 1) fail(51007, 'maxAllowedConnections must be greater than zero');
  if (name === '') fail(400, 'name is empty');
  if (Object.values(world.webhooks).some((each) => each.name === name && each.id !== own?.id)) {
    fail(400, `A webhook named ${name} already exists`);
  }
  if (webHookUrl !== undefined && !isAddress(webHookUrl)) fail(400, 'webHookUrl must be an http or https address');
  for (const [header, value] of Object.entries(webHookHeaders)) {
    if (!HEADER_NAME.test(header) || !HEADER_VALUE.test(String(value)))
      fail(400, `The header ${header} cannot be sent`);
  }
}

const isAddress = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const headersIn = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Registers a webhook. @throws as `check` does */
export function addWebhook(world: World, settings: Body<typeof webhookCreate>, tillId: number): Webhook {
  check(world, settings);
  const time = now(world);
  const webhook: Webhook = {
    id: randomHex(world, 24),
    name: settings.name,
    active: settings.active,
    eventNames: [...settings.eventNames],
    identifiers: [...settings.customerIdentifiersToBeEnriched],
    maxAllowedConnections: settings.maxAllowedConnections,
    method: settings.methodType,
    type: settings.webHookType,
    url: settings.webHookUrl,
    headers: headersIn(settings.webHookHeaders),
    slaInSeconds: settings.slaInSeconds ?? null,
    consumerGroupId: randomUuid(world),
    createdOn: time,
    modifiedOn: time,
    createdByTillId: tillId,
    modifiedByTillId: tillId,
  };
  world.webhooks[webhook.id] = webhook;
  return webhook;
}

/** Changes a webhook. What is not sent stays: the documentation does not say. @throws as `check` does */
export function updateWebhook(world: World, webhook: Webhook, settings: Settings, tillId: number): void {
  check(world, settings, webhook);
  webhook.name = settings.name ?? webhook.name;
  webhook.active = settings.active ?? webhook.active;
  webhook.eventNames = [...settings.eventNames];
  webhook.identifiers = [...(settings.customerIdentifiersToBeEnriched ?? webhook.identifiers)];
  webhook.maxAllowedConnections = settings.maxAllowedConnections;
  webhook.method = settings.methodType ?? webhook.method;
  webhook.type = settings.webHookType ?? webhook.type;
  webhook.url = settings.webHookUrl ?? webhook.url;
  if (settings.webHookHeaders) webhook.headers = headersIn(settings.webHookHeaders);
  webhook.slaInSeconds = settings.slaInSeconds ?? webhook.slaInSeconds;
  touchWebhook(world, webhook, tillId);
}

/** Stops a webhook. What waits to be sent to it is given up. */
export function deactivateWebhook(world: World, webhook: Webhook, tillId: number): void {
  webhook.active = false;
  touchWebhook(world, webhook, tillId);
}

function touchWebhook(world: World, webhook: Webhook, tillId: number): void {
  webhook.modifiedOn = now(world);
  webhook.modifiedByTillId = tillId;
}

/** @throws 400 if the webhook does not exist */
export const webhookById = (world: World, id: string): Webhook => world.webhooks[id] ?? failUnknown(400, 'Webhook', id);

/** @throws 400 if no webhook has the consumer group */
export const webhookOfGroup = (world: World, id: string): Webhook =>
  Object.values(world.webhooks).find((each) => each.consumerGroupId === id) ?? failUnknown(400, 'Consumer group', id);
