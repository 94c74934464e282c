/** Partner programs in the seed: an airline's, a bank card's, a paid membership and a club; and their first members. */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { nextId, type World } from '../../world/world.js';
import { delinkCustomer, linkCustomer, settleMemberships } from './partner-program-rules.js';
import type { PartnerProgram } from './partner-program-state.js';

const PROGRAMS: readonly Omit<PartnerProgram, 'id'>[] = [
  {
    name: 'CityMiles',
    description: 'Frequent flyers of City Air',
    type: 'EXTERNAL',
    tiers: ['Blue', 'Silver', 'Gold'],
    durationMonths: null,
    benefits: [],
  },
  {
    name: 'Meridian Plus',
    description: 'Paid membership for a year',
    type: 'SUPPLEMENTARY',
    tiers: [],
    durationMonths: 12,
    benefits: [
      {
        name: 'Free alterations',
        type: 'freeService',
        promotion: { id: 16692, name: 'Plus alterations', referenceNumber: '0e5b8a52-6d0f-4c55-9d0c-3f1f6a1c8e21' },
        minimumAmount: 2000,
      },
    ],
  },
  {
    name: 'Stylists Club',
    description: 'Club for stylists, by tier',
    type: 'SUPPLEMENTARY',
    tiers: ['Member', 'Insider'],
    durationMonths: 6,
    benefits: [],
  },
  {
    name: 'Harbour Bank Card',
    description: 'Co-branded credit card',
    type: 'EXTERNAL',
    tiers: [],
    durationMonths: null,
    benefits: [],
  },
];

/** Sets up the programs and lets three customers join, of whom one left again and one's year is over. */
export function seedPartnerPrograms(world: World): void {
  for (const details of PROGRAMS) {
    const id = nextId(world, 'partnerProgram');
    world.partnerPrograms[id] = { id, ...details };
  }
  const [miles, plus, , card] = Object.values(world.partnerPrograms);
  const [first, second, third] = Object.values(world.customers).filter((each) => each.mergedInto === null);
  if (!miles || !plus || !card || !first || !second || !third) return;
  const { clock } = world;
  const present = now(world);
  const at = (daysAgo: number): Instant => later(present, -daysAgo * DAY);
  const on = (daysAgo: number, act: () => void): void => {
    world.clock = { kind: 'fixed', now: at(daysAgo) };
    act();
  };
  const none = { membershipId: '', tier: '', tierExpiresOn: null };
  on(400, () => linkCustomer(world, second, plus, none));
  on(150, () => {
    const silver = { tier: 'Silver', tierExpiresOn: at(-215) };
    linkCustomer(world, first, miles, { ...none, ...silver, membershipId: 'CM-7781' });
  });
  on(120, () => linkCustomer(world, first, plus, none));
  on(90, () => linkCustomer(world, third, card, { ...none, membershipId: 'HB-20417' }));
  on(30, () => delinkCustomer(world, third, card));
  world.clock = clock;
  settleMemberships(world);
}
