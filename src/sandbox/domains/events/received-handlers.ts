/** Section Behavioral events, beyond the inventory: one definition, events that were received, and switching one off. */
import { eventDisable, eventGetByRequestId, eventGetDefinition, eventSearch } from '../../../tools/beyond/events.js';
import type { DecodedShape } from '../../../tools/schemas/decoded.js';
import { textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { during } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import { findGroup } from '../user-group/rules.js';
import { disableEvent } from './rules.js';
import { toDefinitionJson, toReceivedJson } from './serializers.js';
import type { EventOccurrence } from './state.js';

const NO_EVENT = 1811;
const WRONG_SEARCH = 1850;

type Search = DecodedShape<ReturnType<typeof eventSearch.query>>;
type Passes = (occurrence: EventOccurrence) => boolean;

/** @throws 1850 if the identifier is malformed */
function customerIdIn(world: World, type: 'mobile' | 'email' | 'userId', value: string): number | undefined {
  if (type === 'userId' && !/^\d+$/.test(value)) fail(WRONG_SEARCH, 'userIdentifierValue is not a customer id');
  return findCustomer(world, type === 'userId' ? 'id' : type, value)?.id;
}

/**
 * A filter for the events of a customer.
 * @throws 1850 if the value of the identifier is missing or malformed
 */
function ofCustomer(world: World, { userIdentifierType: type, userIdentifierValue: value }: Search): Passes {
  if (type === undefined) return () => true;
  const id = customerIdIn(world, type, value ?? fail(WRONG_SEARCH, 'userIdentifierValue is missing'));
  return ({ customerId }) => customerId !== null && customerId === id;
}

/**
 * A filter for the events of the members of a group.
 * @throws 1850 if the value of the identifier is missing or malformed
 */
function ofGroup(world: World, { userGroupIdentifierType: type, userGroupIdentifierValue: value }: Search): Passes {
  if (type === undefined) return () => true;
  const given = value ?? fail(WRONG_SEARCH, 'userGroupIdentifierValue is missing');
  const byPrimary = (of: 'mobile' | 'email' | 'userId') => ({ primaryUserId: customerIdIn(world, of, given) ?? -1 });
  const group = findGroup(
    world,
    type === 'groupId' ? { id: given } : type === 'groupExternalId' ? { externalId: given } : byPrimary(type),
  );
  const members = new Set(group?.members.map(({ customerId }) => customerId));
  return ({ customerId }) => customerId !== null && members.has(customerId);
}

/** A filter by attributes of the event, which are further parameters of the call. */
function byAttributes(sent: Readonly<Record<string, string>>, isExact: boolean): Passes {
  const documented = eventSearch.query();
  const asked = Object.entries(sent).filter(([name]) => !Object.hasOwn(documented, name));
  return ({ values }) =>
    asked.every(([name, value]) => {
      const [own, wanted] = [textOf(values[name]).toLowerCase(), value.toLowerCase()];
      if (isExact) return own === wanted;
      return wanted.split(/\s+/).every((part) => own.includes(part));
    });
}

export const receivedEventHandlers: Handlers = {
  ...handle(eventGetDefinition, { envelope: 'plain', codes: { event_name: NO_EVENT } }, ({ world, query }) => {
    const { event_name: name } = query;
    const definition = world.eventDefinitions[name] ?? fail(NO_EVENT, `There is no event ${name}`);
    const { clickEventsMeta, transformerMappings } = toDefinitionJson(world, definition);
    return { clickEventsMeta, transformerMappings, warnings: [] };
  }),

  ...handle(eventGetByRequestId, { envelope: 'list' }, ({ world, query: { id } }) =>
    world.eventOccurrences
      .filter((each) => each.id === id && each.problem === '')
      .map((each) => toReceivedJson(world, each)),
  ),

  ...handle(
    eventSearch,
    {
      envelope: 'list',
      code: WRONG_SEARCH,
      paging: byOffset({ limit: 10, reported: true }),
    },
    ({ world, query, raw, page }) => {
      const { eventId, eventName, fromDate, tillDate, isDuplicate, includeSideEffects, sortOrder = 'desc' } = query;
      if (!/^(asc|desc)$/i.test(sortOrder)) fail(WRONG_SEARCH, 'sortOrder must be asc or desc');
      const isInTime = during(world, { start: fromDate, end: tillDate, sentEnd: raw.query['tillDate'] });
      const filters: readonly Passes[] = [
        // Repeated events are refused, and found only if they are asked for.
        (each) => (isDuplicate ? each.isDuplicate : each.problem === ''),
        ({ name }) => eventName === undefined || name === eventName,
        ({ name }) => eventId === undefined || world.eventDefinitions[name]?.id === eventId,
        ({ receivedOn }) => isInTime(receivedOn),
        ofCustomer(world, query),
        ofGroup(world, query),
        byAttributes(raw.query, query.allowExactMatch ?? false),
      ];
      const found = world.eventOccurrences.filter((each) => filters.every((passes) => passes(each)));
      if (/^desc$/i.test(sortOrder)) found.reverse();
      return page(found).map((each) => {
        const { additonalAttributes, eventId: requestId, ...shown } = toReceivedJson(world, each);
        return {
          ...shown,
          eventId: world.eventDefinitions[each.name]?.id ?? '',
          requestId,
          additionalAttributes: additonalAttributes,
          ...(includeSideEffects && { clickEventSideEffects: [], sideEffects: [] }),
        };
      });
    },
  ),

  ...handle(eventDisable, { envelope: 'plain', codes: { event_name: NO_EVENT } }, ({ world, query }) => {
    disableEvent(world, query.event_name);
    return { warnings: [], errors: [] };
  }),
};
