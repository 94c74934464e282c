/** The definitions of each domain, loaded on demand. The only file that lists the folders of the domains. */
import { lazyAsync } from '../lib/lazy.js';
import type { Definition, Section } from './define.js';
import type { DomainSlug } from './domains.js';

/** In the order of the catalogue. */
const SECTIONS: Readonly<Record<DomainSlug, () => Promise<readonly Section[]>>> = {
  'activity-sessions': async () => [(await import('./activity-sessions/activity-sessions.js')).activitySessions],
  badges: async () => (await import('./badges/index.js')).badgesSections,
  card: async () => (await import('./card/index.js')).cardSections,
  communications: async () => (await import('./communications/index.js')).communicationsSections,
  coupon: async () => (await import('./coupon/index.js')).couponSections,
  'custom-fields': async () => (await import('./custom-fields/index.js')).customFieldSections,
  customer: async () => (await import('./customer/index.js')).customerSections,
  events: async () => (await import('./events/index.js')).eventsSections,
  leads: async () => (await import('./leads/index.js')).leadsSections,
  locations: async () => (await import('./locations/index.js')).locationSections,
  organization: async () => (await import('./organization/index.js')).organizationSections,
  otp: async () => [(await import('./otp/otp.js')).otp],
  points: async () => (await import('./points/index.js')).pointsSections,
  product: async () => (await import('./product/index.js')).productSections,
  promotions: async () => (await import('./promotions/index.js')).promotionsSections,
  requests: async () => (await import('./requests/index.js')).requestsSections,
  rewards: async () => (await import('./rewards/index.js')).rewardsSections,
  'search-simulation': async () => (await import('./search-simulation/index.js')).searchSimulationSections,
  store: async () => (await import('./store/index.js')).storeSections,
  survey: async () => [(await import('./survey/survey.js')).survey],
  targets: async () => (await import('./targets/index.js')).targetsSections,
  tasks: async () => (await import('./tasks/index.js')).tasksSections,
  transaction: async () => (await import('./transaction/index.js')).transactionSections,
  'user-group': async () => (await import('./user-group/index.js')).userGroupSections,
};

const LOADED = new Map(
  Object.entries(SECTIONS).map(([slug, load]) => [
    slug,
    lazyAsync(async () => (await load()).flatMap(({ definitions }) => definitions)),
  ]),
);

/** The definitions of a domain. */
export const definitionsOf = async (slug: DomainSlug): Promise<readonly Definition[]> =>
  (await LOADED.get(slug)?.()) ?? [];

/** All definitions. */
export const allDefinitions = async (): Promise<readonly Definition[]> =>
  (await Promise.all([...LOADED.values()].map((load) => load()))).flat();
