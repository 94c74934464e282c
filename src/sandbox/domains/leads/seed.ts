/** Leads in the seed: products that five customers were interested in, and the outcome. */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { addLead, addReason, addSubStatus, followUpLead, type NewLead, setLeadStatus } from './rules.js';
import type { LeadStatus, LeadSubStatus } from './state.js';

const REASONS = ['Size not in stock', 'Found it cheaper elsewhere', 'Bought in store', 'Does not pick up'];

const SUB_STATUSES: readonly LeadSubStatus[] = [
  { status: 'OPEN', subStatus: 'Trial booked' },
  { status: 'ON_HOLD', subStatus: 'Awaiting stock' },
  { status: 'LOST', subStatus: 'Price too high' },
];

type SeedLead = Required<Pick<NewLead, 'type' | 'leadFor' | 'owner'>> & {
  daysAgo: number;
  contacts: readonly { daysAgo: number; notes: string; nextInDays?: number }[];
  outcome?: { daysAgo: number; status: LeadStatus; reason: number; subStatus?: string };
};

const LEADS: readonly SeedLead[] = [
  {
    type: 'SKU',
    leadFor: 'SHIRT-LIN-40',
    owner: 'asha.r',
    daysAgo: 9,
    contacts: [{ daysAgo: 7, notes: 'Wants it in size 42', nextInDays: 3 }],
    outcome: { daysAgo: 7, status: 'ON_HOLD', reason: 0, subStatus: 'Awaiting stock' },
  },
  {
    type: 'CATEGORY',
    leadFor: 'Denim',
    owner: 'asha.r',
    daysAgo: 6,
    contacts: [],
  },
  {
    type: 'BRAND',
    leadFor: 'Northline',
    owner: 'vikram.s',
    daysAgo: 20,
    contacts: [
      { daysAgo: 18, notes: 'Coming in on Saturday', nextInDays: -16 },
      { daysAgo: 16, notes: 'Took two shirts' },
    ],
    outcome: { daysAgo: 16, status: 'WON', reason: 2 },
  },
  {
    type: 'SKU',
    leadFor: 'JEAN-SLM-32',
    owner: '',
    daysAgo: 30,
    contacts: [{ daysAgo: 25, notes: 'Saw it for less in the mall' }],
    outcome: { daysAgo: 25, status: 'LOST', reason: 1, subStatus: 'Price too high' },
  },
  { type: 'CUSTOM', leadFor: 'Wedding outfits for six', owner: 'vikram.s', daysAgo: 2, contacts: [] },
];

/** Defines reasons and sub-statuses, and lets staff record leads and work on them. */
export function seedLeads(world: World): void {
  const reasons = REASONS.map((reason) => addReason(world, reason));
  for (const subStatus of SUB_STATUSES) addSubStatus(world, subStatus);
  const { clock } = world;
  const present = now(world);
  const at = (daysAgo: number): Instant => later(present, -daysAgo * DAY);
  const customers = Object.values(world.customers).filter((each) => each.mergedInto === null);
  for (const [index, seed] of LEADS.entries()) {
    const customer = customers[index];
    if (!customer) break;
    const { tillId } = customer;
    world.clock = { kind: 'fixed', now: at(seed.daysAgo) };
    const { lead } = addLead(world, {
      holder: { customerId: customer.id },
      type: seed.type,
      leadFor: seed.leadFor,
      owner: seed.owner,
      tillId,
    });
    for (const { daysAgo, notes, nextInDays } of seed.contacts) {
      world.clock = { kind: 'fixed', now: at(daysAgo) };
      const next = nextInDays === undefined ? {} : { nextFollowUp: at(-nextInDays) };
      followUpLead(world, lead, { notes, followedUpOn: at(daysAgo), ...next }, tillId);
    }
    const { outcome } = seed;
    if (!outcome) continue;
    world.clock = { kind: 'fixed', now: at(outcome.daysAgo) };
    const reasonId = reasons[outcome.reason]?.id ?? 0;
    const { status, subStatus = '' } = outcome;
    setLeadStatus(world, lead, { status, subStatus, reasonId }, tillId);
  }
  world.clock = clock;
}
