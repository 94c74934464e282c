/** Section Customer, v2: registering, finding, reading and changing customers. */
import {
  customerAdd,
  customerGet,
  customerGetId,
  customerLinkCard,
  customerSearch,
  customerUpdate,
  customerUpdateIdentifiers,
  customerUpsertBulk,
} from '../../../tools/customer/customer.js';
import type { Answer, Body } from '../../../tools/schemas/decoded.js';
import type { Circumstances } from '../../http/call.js';
import { inBody } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { handleRows } from '../../http/rows.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { delinkCard, linkCard } from '../card/rules.js';
import { registerCustomer, updateProfiles, upsertCustomer } from './registration.js';
import { changeIdentifiers, customerById, NO_CUSTOMER } from './rules.js';
import { searchCustomers } from './search.js';
import {
  CUSTOMER_CODES,
  customerLookedUp,
  filled,
  type Identified,
  inAccount,
  LOOKUP,
  readDetails,
  readIdentifiers,
  readProfile,
  readSourceAsked,
  type SentProfile,
} from './sent.js';
import { toDetailsJson, toSavedJson, warningsOfDetails } from './serializers.js';
import { checkSource } from './shape.js';
import type { Customer, Source } from './state.js';

const lastEvent = (world: World): number => world.ids['event'] ?? 0;

/** What both updates send. */
interface UpdateCall extends Pick<Circumstances, 'world' | 'till' | 'warn'> {
  readonly query: { readonly source: Source; readonly accountId?: string; readonly use_async?: boolean };
  readonly body?: Pick<Body<typeof customerUpdate>, 'loyaltyInfo' | 'extendedFields'> & {
    readonly profiles?: readonly SentProfile[];
  };
}

/** Updates a customer's profiles, for PUT by id and by identifier. */
export function update(
  { world, till, query, body = {}, warn }: UpdateCall,
  customer: Customer,
): Answer<typeof customerUpdate> {
  inAccount(query.source, query.accountId);
  // Without a profile, the data belongs to the profile of the query.
  const { profiles: sent = [], loyaltyInfo: { loyaltyType } = {}, extendedFields } = body;
  const profiles = (sent.length > 0 ? sent : [{}]).map((each) => readProfile(world, each, query));
  const before = lastEvent(world);
  const { warnings } = updateProfiles(world, customer, profiles, {
    ...(loyaltyType && { loyaltyType }),
    extendedFields: filled(extendedFields),
    tillId: till.id,
  });
  warn(warnings);
  return toSavedJson(world, customer, { before, awards: query.use_async ? 'later' : 'summed' });
}

/** The codes of an update's body. */
export const UPDATE_CODES = inBody({ ...CUSTOMER_CODES, 'profiles[].source': 3217 });

const isEmpty = ({ identifiers, cards }: Identified): boolean => identifiers.length === 0 && cards.length === 0;

export const customerHandlers: Handlers = {
  ...handle(
    customerAdd,
    {
      envelope: 'single',
      codes: { source: 3217, body: 8005, ...inBody(CUSTOMER_CODES) },
      // The channel is checked first.
      optional: ['body.subscriptionInfo.subscriptions[].priority', 'body.subscriptionInfo.subscriptions[].type'],
    },
    ({ world, till, query, headers, body, warn }) => {
      const profiles = body.profiles.map((each) => readProfile(world, each, query));
      const { details, warnings } = readDetails(world, body, till.id);
      const skipDownstream = headers['SKIP-DOWNSTREAM'] ?? false;
      const before = lastEvent(world);
      const added = registerCustomer(world, profiles, { ...details, skipDownstream });
      warn([...warnings, ...added.warnings]);
      const isLater = skipDownstream || headers['X-CAP-DIRECT-REPLAY'] || headers.WAIT_FOR_DOWNSTREAM === false;
      const awards = isLater ? 'later' : query.rawSideEffects ? 'detailed' : 'summed';
      return toSavedJson(world, added.customer, { before, awards });
    },
  ),

  ...handle(customerGetId, { envelope: 'entity', ...LOOKUP }, ({ world, query }) => customerLookedUp(world, query).id),

  ...handle(
    customerGet,
    { envelope: 'single', codes: { source: 8012, customerId: NO_CUSTOMER }, first: ['source'] },
    ({ world, path, query, warn }) => {
      const asked = readSourceAsked(query, 8012);
      const customer = customerById(world, path.customerId);
      checkSource(customer, query);
      warn(warningsOfDetails(customer, query));
      return toDetailsJson(world, customer, asked, query);
    },
  ),

  ...handle(
    customerUpdate,
    { envelope: 'single', codes: { source: 3217, userId: NO_CUSTOMER, ...UPDATE_CODES }, optional: ['body'] },
    (call) => update(call, customerById(call.world, call.path.userId)),
  ),

  // Adds and removes identifiers and cards.
  ...handle(
    [customerUpdateIdentifiers, customerLinkCard],
    {
      envelope: 'single',
      codes: {
        source: 3217,
        userId: NO_CUSTOMER,
        'body.add[].type': 8013,
        'body.add[].value': 8005,
        'body.remove[].type': 8013,
        'body.remove[].value': 8005,
      },
    },
    ({ world, till, path, query, body }) => {
      const context = { ...inAccount(query.source, query.accountId), tillId: till.id };
      const customer = customerById(world, path.userId);
      const [add, remove] = [readIdentifiers(body.add), readIdentifiers(body.remove)];
      if (isEmpty(add) && isEmpty(remove)) fail(400, 'Give add or remove');
      const before = lastEvent(world);
      allOrNothing(world, (tried, tracked) => {
        const changed = tracked(customer);
        // Added first, so that the last identifier can be replaced.
        changeIdentifiers(tried, changed, { ...context, add: add.identifiers, remove: [] });
        for (const card of add.cards) linkCard(tried, changed, card, context);
        for (const card of remove.cards) delinkCard(tried, changed, card, context);
        changeIdentifiers(tried, changed, { ...context, add: [], remove: remove.identifiers });
      });
      return toSavedJson(world, customer, { before, awards: query.use_async ? 'later' : 'summed' });
    },
  ),

  // An unknown status label becomes the row's error, but the rest of the row is saved.
  ...handleRows(
    customerUpsertBulk,
    {
      envelope: 'bulk',
      batch: { none: 400, tooMany: 1060 },
      codes: CUSTOMER_CODES,
      optional: ['subscriptionInfo.subscriptions[].priority', 'subscriptionInfo.subscriptions[].type'],
    },
    ({ world, till, query, row, warn }) => {
      const profiles = row.profiles.map((each) => readProfile(world, each));
      if (profiles.length === 0) fail(8005, 'At least one profile is required');
      const { details, warnings } = readDetails(world, row, till.id);
      const { statusLabel, ...rest } = details;
      const isKnown = !statusLabel || Object.hasOwn(world.organisation.settings.statusLabels, statusLabel);
      const { customer, warnings: more } = upsertCustomer(world, profiles, {
        ...rest,
        ...(isKnown && statusLabel && { statusLabel }),
        skipChangeIdentifier: query.skipChangeIdentifier ?? false,
      });
      warn([...warnings, ...more]);
      return {
        entityId: customer.id,
        result: toDetailsJson(world, customer, 'ALL', {}),
        failure: isKnown ? undefined : new SandboxFailure(3017, 'Status label is not valid'),
      };
    },
  ),

  ...handle(
    customerSearch,
    { envelope: 'list', paging: byOffset({ limit: 10, reported: true }) },
    ({ world, query, page }) =>
      page(searchCustomers(world, query.q)).map(({ customer, matches }) => ({
        userId: customer.id,
        matchedIdentifiers: matches,
        profiles: customer.profiles.map(({ source, firstName, lastName }) => ({ source, firstName, lastName })),
      })),
  ),
};
