/** Partner programs: linking customers to them, changing and ending memberships, and their history. */
import { compareInstants } from '../../../lib/instant.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { addMonths } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { transactionsOf } from '../transaction/lookup.js';
import type { Transaction } from '../transaction/state.js';
import type {
  MembershipTerms,
  PartnerBenefit,
  PartnerMembership,
  PartnerProgram,
  PartnerProgramType,
} from './partner-program-state.js';

/**
 * Finds a program by its exact name.
 * @throws 2002 if the name is empty
 * @throws 2006 if the program does not exist
 */
export function programBy(world: World, name: string): PartnerProgram {
  if (name === '') fail(2002, 'partnerProgramName is empty');
  const found = Object.values(world.partnerPrograms).find((each) => each.name === name);
  return found ?? failUnknown(2006, 'Partner program', name);
}

/** A customer's membership in a program; a current one takes precedence over a past one. After a merge there can be two. */
function membershipOf(world: World, customer: Customer, program: PartnerProgram): PartnerMembership | undefined {
  const all = world.partnerMemberships.filter(
    (each) => each.programId === program.id && each.customerId === customer.id,
  );
  return all.find((each) => each.linked) ?? all[0];
}

function linkedMembership(world: World, customer: Customer, program: PartnerProgram): PartnerMembership {
  const membership = membershipOf(world, customer, program);
  return membership?.linked ? membership : fail(2004, `The customer is not linked to ${program.name}`);
}

export interface Link extends MembershipTerms {
  /** Now if absent. */
  startsOn?: Instant;
}

/**
 * Makes a customer a member. In a supplementary program a future start is queued, also for a current member.
 * @throws 2002 if the membership id or tier is missing
 * @throws 2003 if the tier expiry date is in the past
 * @throws 2005 if the customer is not in the loyalty program, or already linked
 * @throws 2007 if the program does not have the tier
 * @throws 2010 if another membership is already queued
 * @throws 2001 if the membership id belongs to another customer, the membership would already be over, or the program
 *   does not support future memberships
 */
export function linkCustomer(world: World, customer: Customer, program: PartnerProgram, link: Link): void {
  const time = now(world);
  if (customer.loyaltyType !== 'loyalty') fail(2005, 'The customer is not enrolled in the loyalty program');
  checkTerms(world, program, link);
  const known = membershipOf(world, customer, program);
  const { startsOn = time } = link;
  const ahead = startsOn > time;
  if (ahead && program.type !== 'SUPPLEMENTARY') fail(2001, 'Only supplementary programs support future memberships');
  if (ahead && known?.queued) fail(2010, 'A membership of the customer is already queued');
  if (!ahead && known?.linked) fail(2005, `The customer is already linked to ${program.name}`);
  const endsOn = endOf(program, link, startsOn);
  if (endsOn !== null && endsOn <= (ahead ? startsOn : time)) fail(2001, 'The membership would already be over');
  if (isTaken(world, customer, program, link.membershipId)) {
    fail(2001, `Membership id ${link.membershipId} belongs to another customer`);
  }
  const membership = known ?? newMembership(world, customer, program);
  const { membershipId, tier, tierExpiresOn } = link;
  const terms = { membershipId, tier, tierExpiresOn };
  if (ahead) {
    membership.queued = { ...terms, startsOn };
    note(membership, 'MEMBERSHIP_RELINKING_SCHEDULED', time);
    return;
  }
  const type = program.type === 'SUPPLEMENTARY' ? 'SUPPLEMENTARY_MEMBERSHIP_STARTED' : 'ENROLLMENT';
  begin(program, membership, { ...terms, startsOn }, type, time);
}

function checkTerms(world: World, program: PartnerProgram, { membershipId, tier, tierExpiresOn }: Link): void {
  if (program.type === 'EXTERNAL' && membershipId === '') fail(2002, 'partnerMembershipId is empty');
  if (program.tiers.length > 0 && tier === '') fail(2002, 'partnerTierName is empty');
  if (tier !== '') checkTier(program, tier);
  if (tierExpiresOn !== null && tierExpiresOn < now(world)) fail(2003, 'The tier expiry date is in the past');
}

function checkTier(program: PartnerProgram, tier: string): void {
  if (!program.tiers.includes(tier)) fail(2007, `${program.name} has no tier ${tier}`);
}

function isTaken(world: World, customer: Customer, program: PartnerProgram, membershipId: string): boolean {
  if (membershipId === '') return false;
  return world.partnerMemberships.some(
    (each) =>
      each.programId === program.id &&
      each.linked &&
      each.membershipId === membershipId &&
      each.customerId !== customer.id,
  );
}

function newMembership(world: World, customer: Customer, program: PartnerProgram): PartnerMembership {
  const membership: PartnerMembership = {
    customerId: customer.id,
    programId: program.id,
    membershipId: '',
    tier: '',
    tierExpiresOn: null,
    linked: false,
    periods: [],
    queued: null,
    activities: [],
  };
  world.partnerMemberships.push(membership);
  return membership;
}

/** A membership ends with its tier, or after the program's duration. */
function endOf(program: PartnerProgram, { tierExpiresOn }: MembershipTerms, startsOn: Instant): Instant | null {
  if (tierExpiresOn !== null) return tierExpiresOn;
  return program.durationMonths === null ? null : addMonths(startsOn, program.durationMonths);
}

function begin(
  program: PartnerProgram,
  membership: PartnerMembership,
  { startsOn, ...terms }: MembershipTerms & { startsOn: Instant },
  activity: string,
  at: Instant,
): void {
  Object.assign(membership, terms);
  membership.linked = true;
  membership.periods.push({ startsOn, endsOn: endOf(program, terms, startsOn) });
  note(membership, activity, at);
}

function end(membership: PartnerMembership, activity: string, at: Instant): void {
  membership.linked = false;
  const period = membership.periods.at(-1);
  if (period) period.endsOn = at;
  note(membership, activity, at);
}

function note(membership: PartnerMembership, type: string, at: Instant): void {
  membership.activities.push({ type, at });
}

/**
 * Ends the membership now, and drops a queued one.
 * @throws 2004 if the customer is not linked to the program
 */
export function delinkCustomer(world: World, customer: Customer, program: PartnerProgram): void {
  const membership = linkedMembership(world, customer, program);
  membership.queued = null;
  end(membership, 'PARTNER_PROGRAM_EARLY_EXPIRY', now(world));
}

type TierChange = 'UPGRADE' | 'DOWNGRADE' | 'RENEW';

/**
 * Changes a member's tier, or extends the current one. RENEW without a date adds the program's duration.
 * @throws 2002 if the tier is missing
 * @throws 2003 if the tier expiry date is in the past
 * @throws 2004 if the customer is not linked to the program
 * @throws 2007 if the program does not have the tier
 * @throws 2001 if the tier is not in the direction of the change
 */
export function changeTier(
  world: World,
  customer: Customer,
  program: PartnerProgram,
  change: { type: TierChange; tier: string; expiresOn: Instant | null },
): void {
  const membership = linkedMembership(world, customer, program);
  if (change.tier === '') fail(2002, 'updatedTierName is empty');
  checkTier(program, change.tier);
  if (change.expiresOn !== null && change.expiresOn < now(world)) fail(2003, 'The tier expiry date is in the past');
  const step = program.tiers.indexOf(change.tier) - program.tiers.indexOf(membership.tier);
  const wrong = { UPGRADE: step < 0, DOWNGRADE: step > 0, RENEW: step !== 0 }[change.type];
  if (wrong) fail(2001, `${change.type} is not possible from ${membership.tier} to ${change.tier}`);
  const period = membership.periods.at(-1);
  const renewed =
    change.type === 'RENEW' && program.durationMonths !== null && period?.endsOn
      ? addMonths(period.endsOn, program.durationMonths)
      : null;
  const expiresOn = change.expiresOn ?? renewed;
  membership.tier = change.tier;
  if (expiresOn !== null) {
    membership.tierExpiresOn = expiresOn;
    if (period) period.endsOn = expiresOn;
  }
  note(membership, `PARTNER_PROGRAM_${change.type}`, now(world));
}

/**
 * Cancels a queued membership.
 * @throws 2004 if none is queued
 */
export function cancelQueued(world: World, customer: Customer, program: PartnerProgram): void {
  const membership = membershipOf(world, customer, program);
  if (!membership?.queued) fail(2004, `No membership of ${program.name} is queued`);
  membership.queued = null;
  note(membership, 'MEMBERSHIP_RELINKING_CANCELLED', now(world));
}

/** Ends expired memberships and starts queued ones, each at its own moment. */
export function settleMemberships(world: World): void {
  const time = now(world);
  for (const membership of world.partnerMemberships) {
    const program = world.partnerPrograms[membership.programId];
    while (program && settleNext(program, membership, time));
  }
}

/** Carries out the earliest due change; returns false if there is none. */
function settleNext(program: PartnerProgram, membership: PartnerMembership, time: Instant): boolean {
  const endsOn = membership.linked ? (membership.periods.at(-1)?.endsOn ?? null) : null;
  const { queued } = membership;
  if (endsOn !== null && endsOn <= time && (queued === null || endsOn <= queued.startsOn)) {
    end(membership, 'PARTNER_PROGRAM_EXPIRY', endsOn);
    return true;
  }
  if (queued === null || queued.startsOn > time) return false;
  const current = membership.linked ? membership.periods.at(-1) : undefined;
  if (current) current.endsOn = queued.startsOn;
  membership.queued = null;
  begin(program, membership, queued, 'BACKUP_SUPPLEMENTARY_MEMBERSHIP_STARTED', queued.startsOn);
  return true;
}

/** A customer's membership with its program. */
export interface Membership {
  program: PartnerProgram;
  membership: PartnerMembership;
}

/** Memberships of a customer, present and past, the latest first. */
export function membershipsOf(
  world: World,
  customer: Customer,
  filter: { programId: number | undefined; type: PartnerProgramType | undefined },
): Membership[] {
  const latest = ({ periods, queued }: PartnerMembership): Instant =>
    periods.at(-1)?.startsOn ?? queued?.startsOn ?? '';
  return world.partnerMemberships
    .filter((each) => each.customerId === customer.id)
    .flatMap((membership) => {
      const program = world.partnerPrograms[membership.programId];
      return program ? [{ program, membership }] : [];
    })
    .filter(({ program }) => filter.programId === undefined || program.id === filter.programId)
    .filter(({ program }) => filter.type === undefined || program.type === filter.type)
    .sort((a, b) => compareInstants(latest(b.membership), latest(a.membership)) || b.program.id - a.program.id);
}

/** A benefit that a bill brought. */
export interface BenefitAvailed {
  benefit: PartnerBenefit;
  bill: Transaction;
}

/**
 * Benefits that a member received with bills of a period, latest first. Bills that were returned in full are left out.
 */
export function benefitsAvailed(
  world: World,
  customer: Customer,
  { program, membership }: Membership,
  within: { from: Instant; until: Instant },
): BenefitAvailed[] {
  const isMember = (at: Instant): boolean =>
    membership.periods.some(({ startsOn, endsOn }) => at >= startsOn && (endsOn === null || at < endsOn));
  return transactionsOf(world, customer.id)
    .filter((bill) => bill.type === 'REGULAR' && !bill.skipDownstream)
    .filter(({ amount, returnedAmount }) => amount > returnedAmount)
    .filter(({ billingDate }) => billingDate >= within.from && billingDate <= within.until && isMember(billingDate))
    .flatMap((bill) =>
      program.benefits
        .filter(({ minimumAmount }) => bill.amount >= minimumAmount)
        .map((benefit) => ({ benefit, bill })),
    );
}

/** The year up to now. */
export function lastYear(world: World): { from: Instant; until: Instant } {
  const until = now(world);
  return { from: later(until, -365 * DAY), until };
}
