/** The domains of the sandbox. A new one is a folder here and a line in this list. */
import { lazyAsync } from '../../lib/lazy.js';
import type { Handlers } from '../http/handler.js';
import { activitySessions } from './activity-sessions/index.js';
import { badges } from './badges/index.js';
import { card } from './card/index.js';
import { communications } from './communications/index.js';
import { coupon } from './coupon/index.js';
import { customFields } from './custom-fields/index.js';
import { customer } from './customer/index.js';
import { type Domain, registerDomains } from './domain.js';
import { events } from './events/index.js';
import { leads } from './leads/index.js';
import { locations } from './locations/index.js';
import { organization } from './organization/index.js';
import { otp } from './otp/index.js';
import { points } from './points/index.js';
import { product } from './product/index.js';
import { promotions } from './promotions/index.js';
import { requests } from './requests/index.js';
import { rewards } from './rewards/index.js';
import { searchSimulation } from './search-simulation/index.js';
import { store } from './store/index.js';
import { survey } from './survey/index.js';
import { targets } from './targets/index.js';
import { tasks } from './tasks/index.js';
import { transaction } from './transaction/index.js';
import { userGroup } from './user-group/index.js';

/** In the order in which they are seeded, and in which they react to what happens in other domains. */
export const DOMAINS: readonly Domain[] = [
  customer,
  transaction,
  points,
  coupon,
  card,
  promotions,
  badges,
  rewards,
  targets,
  userGroup,
  requests,
  tasks,
  leads,
  communications,
  activitySessions,
  survey,
  events,
  otp,
  product,
  locations,
  store,
  organization,
  customFields,
  searchSimulation,
];

const HANDLERS = new Map(DOMAINS.map(({ name, handlers }) => [name, handlers && lazyAsync(handlers)]));

/** The handlers of a domain, by tool name. */
export const handlersOf = async (domain: string): Promise<Handlers> => (await HANDLERS.get(domain)?.()) ?? {};

/** The handlers of all domains, by tool name. */
export const allHandlers = async (): Promise<Handlers> =>
  Object.assign({}, ...(await Promise.all(DOMAINS.map(({ name }) => handlersOf(name)))));

registerDomains(DOMAINS);
