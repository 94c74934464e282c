/** Section Customer, beyond the inventory: a tier set by hand, trackers, contacts, pictures, and who changed what. */
import { defined } from '../../../lib/defined.js';
import {
  customerAdjustTier,
  customerGetAuditLog,
  customerGetImage,
  customerGetInteractions,
  customerGetTrackers,
} from '../../../tools/beyond/customer.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { during } from '../../http/page-arguments.js';
import { byPage } from '../../http/paging.js';
import { sorted } from '../../http/sorting.js';
import { localDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { messagesTo } from '../communications/rules.js';
import { checkProgram } from '../points/program.js';
import { adjustTier, inWords } from '../points/tier-adjustment.js';
import { toTrackerJson, trackerValues } from '../transaction/trackers.js';
import { toAuditJson } from './audit-serializers.js';
import { type Contacts, toKindJson, toNetworkJson } from './interaction-serializers.js';
import { customerById, findCustomer, identifierType, NO_CUSTOMER, noCustomer } from './rules.js';
import { readSourceAsked } from './sent.js';
import { toDetailsJson } from './serializers.js';
import { checkSource, customerNamed, inTouchIdentifiers } from './shape.js';
import type { Audit, Customer } from './state.js';

/** The contacts with a customer; there are none on other networks. */
function contactsWith(world: World, customer: Customer, network: string): Contacts {
  if (network !== 'capillary') return { messages: [], surveys: [] };
  return {
    messages: messagesTo(world, customer),
    surveys: Object.values(world.surveyResponses).filter((each) => each.customerId === customer.id),
  };
}

type AuditQuery = Parameters<typeof customerGetAuditLog.query>;

/** The changes of a kind and of a field; of an audit only these, where one of them is asked for. */
function eventsAsked(audit: Audit, { referenceType: kind, referenceValue: field }: AuditQuery): Audit | null {
  if (kind === undefined && field === undefined) return audit;
  if (kind === 'CustomerMerge') return audit.merge && audit;
  const events = audit.events.filter(
    (each) => (kind === undefined || each.kind === kind) && (field === undefined || each.field === field),
  );
  return events.length > 0 ? { ...audit, events } : null;
}

/**
 * The audits of a customer or a card. An account that was merged keeps its own.
 * @throws 8015 or 3010 if there is no such customer or card
 */
function auditsAsked(world: World, query: AuditQuery, sentEnd: unknown): Audit[] {
  const { entityType, entityId, source, startDate: start, endDate: end, sortOrder = 'DESC' } = query;
  if (entityType === 'CUSTOMER' && !world.customers[entityId]) noCustomer();
  if (entityType === 'CARD' && !world.cards[entityId]) failUnknown(3010, 'Card', entityId);
  const isThen = during(world, { start, end, sentEnd });
  const found = world.audits
    .filter((each) => each.entityType === entityType && each.entityId === entityId && isThen(each.at))
    .filter((each) => source === undefined || each.source === source)
    .flatMap((each) => eventsAsked(each, query) ?? []);
  return sorted(found, ({ at, id }) => [at, id], sortOrder);
}

export const customerBeyondHandlers: Handlers = {
  ...handle(
    customerAdjustTier,
    {
      envelope: 'single',
      codes: {
        'body.programId': 1101,
        'body.slabAction': 8917,
        'body.manualSlabActionValidity': 8920,
      },
    },
    ({ world, till, query, body }) => {
      checkProgram(world, body.programId, 1101);
      const customer = customerNamed(world, query);
      const { from, to } = adjustTier(world, customer, {
        action: body.slabAction,
        validity: body.manualSlabActionValidity,
        reassess: body.reassessTierOnNextActivity ?? false,
        reason: body.slabChangeReason ?? '',
        tillId: till.id,
        ...defined({ tierName: body.toSlabName, upTo: body.manualSlabActionValidityUpto }),
      });
      const { tierExpiresOn } = customer;
      return {
        programId: world.organisation.program.id,
        entityId: customer.id,
        sideEffects: [
          {
            entityType: 'USER',
            previousSlabName: from.name,
            previousSlabNumber: from.number,
            upgradedSlabName: to.name,
            upgradedSlabNumber: to.number,
            slabExpiryDate: tierExpiresOn && inWords(localDate(tierExpiresOn, world.organisation.timezone)),
            type: 'slab',
          },
        ],
      };
    },
  ),

  ...handle(customerGetTrackers, { envelope: 'plain', codes: { customerId: NO_CUSTOMER } }, ({ world, path }) => {
    const { id } = customerById(world, path.customerId);
    return {
      pagination: { limit: 0, offset: 0, total: 0 },
      data: trackerValues(world, { type: 'CUSTOMER', id }).map(toTrackerJson),
      warnings: [],
      errors: [],
    };
  }),

  ...handle(customerGetInteractions, { envelope: 'plain' }, ({ world, query }) => {
    const { identifierName, identifierValue, network = 'capillary', type } = query;
    const kind = identifierType(identifierName);
    const customer = (kind && findCustomer(world, kind, identifierValue)) ?? fail(1012, 'Customer not found');
    const contacts = contactsWith(world, customer, network);
    if (type !== undefined) {
      return { name: network, interaction: [toKindJson(world, customer, type, contacts)], warnings: [] };
    }
    return {
      response: {
        status: { success: 'true', code: 200, message: 'Success' },
        customer: {
          id: String(customer.id),
          ...inTouchIdentifiers(customer),
          interactions: { network: [toNetworkJson(world, network, contacts)] },
          item_status: { success: 'true', code: 1000, message: 'Customer successfully retrieved' },
        },
      },
    };
  }),

  ...handle(
    customerGetImage,
    { envelope: 'single', codes: { source: 8016, userId: NO_CUSTOMER }, first: ['source'] },
    ({ world, path, query }) => {
      const asked = readSourceAsked(query, 8016);
      const customer = customerById(world, path.userId);
      checkSource(customer, query);
      return toDetailsJson(world, customer, asked, { embed: query.embed ? ['customerImage'] : [] });
    },
  ),

  ...handle(
    customerGetAuditLog,
    { envelope: 'plain', paging: byPage({ number: 'pageNo', size: 'limit', limit: 10 }) },
    ({ world, query, raw, page }) => ({
      data: page(auditsAsked(world, query, raw.query['endDate'])).map((each) =>
        toAuditJson(world, each, query.includeUserContext ?? false),
      ),
    }),
  ),
};
