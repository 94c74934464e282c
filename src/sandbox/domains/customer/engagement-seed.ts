/** Records of customers in the seed: cards, notes, tickets, preferences, invitations, and a company with its staff. */

import type { Ago, Happening } from '../../brands/timeline.js';
import type { Instant } from '../../world/clock.js';
import { nextId, type World } from '../../world/world.js';
import { cardSeriesOf, generateCards, linkCard, nextCard } from '../card/rules.js';
import { keepSeries } from '../card/series.js';
import { placeCustomer } from './associations.js';
import { writeNotes } from './notes.js';
import { setPreferences } from './preferences.js';
import { campaignOf, invite } from './referrals.js';
import type { Customer } from './state.js';
import { openTicket } from './tickets.js';

const TILL = 5001101;

const SERIES: readonly Parameters<typeof keepSeries>[1][] = [
  {
    code: 'MERIDIANGOLD',
    name: 'Meridian Gold',
    type: 'PHYSICAL',
    prefix: 'MG',
    codeLength: 10,
    maxActivePerCustomer: 1,
    generated: true,
  },
  {
    code: 'MERIDIANAPP',
    name: 'In the app',
    type: 'DIGITAL',
    prefix: 'MA',
    codeLength: 10,
    maxActivePerCustomer: 3,
    generated: true,
  },
];

const CARDS_PER_SERIES = 20;

/** Series without stock: one whose time is over, one whose numbers a bank gives. */
const OTHER_SERIES: readonly (Parameters<typeof keepSeries>[1] & { endedAgo: number | null })[] = [
  {
    code: 'MERIDIANCLASSIC',
    name: 'Meridian Classic',
    type: 'PHYSICAL',
    prefix: 'MC',
    codeLength: 10,
    maxActivePerCustomer: 1,
    generated: true,
    endedAgo: 60,
  },
  {
    code: 'COBRAND',
    name: 'With the bank',
    type: 'PHYSICAL',
    prefix: '5521',
    codeLength: 16,
    maxActivePerCustomer: 2,
    generated: false,
    endedAgo: null,
  },
];

/** Cards that were printed: MG00000001, MG00000002 …, of which the first few are with customers. */
function printCards(world: World, ago: Ago): void {
  for (const details of SERIES) {
    const series = keepSeries(world, details, { tillId: TILL });
    generateCards(world, series, { count: CARDS_PER_SERIES, tillId: TILL });
  }
  for (const { endedAgo, ...details } of OTHER_SERIES) {
    const expiresOn = endedAgo === null ? null : ago(endedAgo);
    keepSeries(world, { ...details, expiresOn }, { tillId: TILL });
  }
}

function handOut(world: World, customers: readonly Customer[]): void {
  const gold = cardSeriesOf(world, { seriesCode: 'MERIDIANGOLD' });
  for (const customer of customers) {
    const { number } = nextCard(world, gold);
    linkCard(world, customer, { number, statusLabel: 'ACTIVE' }, { tillId: customer.tillId });
  }
}

/** A company whose staff shop for its offices: head, buyers, assistants. */
function foundCompany(world: World, at: Instant): void {
  world.hierarchies['CORPORATE'] = {
    id: 12,
    code: 'CORPORATE',
    name: 'Corporate buyers',
    roles: ['HEAD', 'BUYER', 'ASSISTANT'].map((code, index) => ({ id: index + 1, code, name: code.toLowerCase() })),
    skipLevelAllowed: false,
  };
  const company = {
    id: nextId(world, 'company'),
    externalId: 'LOTUS-01',
    name: 'Lotus Hotels',
    hierarchyCode: 'CORPORATE',
    parentId: null,
    active: true,
    extendedFields: { company_city: 'Chennai' },
    createdOn: at,
  };
  world.companies[company.id] = company;
}

/** Moments for the history, between the other things that happened. `customer` is by order of joining. */
export function engagements(world: World, ago: Ago, customer: (index: number) => Customer): Happening[] {
  return [
    { at: ago(470), happens: () => printCards(world, ago) },
    { at: ago(300), happens: () => handOut(world, [0, 1, 7].map(customer)) },
    {
      at: ago(200),
      happens: () => {
        foundCompany(world, ago(200));
        const [head, buyer] = [customer(2), customer(10)];
        placeCustomer(world, head, { hierarchyCode: 'CORPORATE', roleCode: 'HEAD', companyExternalId: 'LOTUS-01' });
        placeCustomer(world, buyer, { roleCode: 'BUYER', parent: head });
        placeCustomer(world, customer(22), { roleCode: 'ASSISTANT', parent: buyer });
      },
    },
    {
      at: ago(90),
      happens: () => {
        const notes = [{ description: 'Prefers calls in the evening' }, { description: 'Shops for her sister too' }];
        writeNotes(world, customer(0), notes, TILL);
      },
    },
    {
      at: ago(80),
      happens: () => {
        const fields = { favourite_brand: 'Tara', preferred_size: 'M' };
        setPreferences(world, customer(0), { fields, store: { code: 'blr01', id: '' }, tillId: TILL });
      },
    },
    {
      at: ago(76),
      happens: () => {
        openTicket(world, customer(13), {
          code: 'mt7k2p9qd',
          status: 'OPEN',
          priority: 'HIGH',
          department: 'CARE',
          subject: 'Order came late',
          message: 'The parcel was promised for Friday and came on Tuesday.',
          reportedFrom: 'CALLCENTER',
          type: 'Customer',
          customFields: {},
          tillId: TILL,
        });
      },
    },
    {
      at: ago(30),
      happens: () => {
        const campaign = campaignOf(world, '');
        const friend = { type: 'MOBILE' as const, name: 'Leela', identifier: '919811112222' };
        invite(world, customer(0), campaign, friend, TILL);
        invite(world, customer(0), campaign, { type: 'EMAIL', name: 'Dev', identifier: 'dev@example.net' }, TILL);
      },
    },
  ];
}
