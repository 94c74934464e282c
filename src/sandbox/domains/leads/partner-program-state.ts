/** State of partner programs: external (coalition) and supplementary (subscription) ones, and their members. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends PartnerProgramState {}
}

export type PartnerProgramType = 'EXTERNAL' | 'SUPPLEMENTARY';

/** A benefit that members get with a bill. */
export interface PartnerBenefit {
  name: string;
  type: string;
  promotion: { id: number; name: string; referenceNumber: string };
  /** Minimum amount of a bill that brings it. */
  minimumAmount: number;
}

export interface PartnerProgram {
  id: number;
  name: string;
  description: string;
  type: PartnerProgramType;
  /** Names of the tiers, the lowest first; none in a program without tiers. */
  tiers: string[];
  /** The default duration of a membership; null for without end. */
  durationMonths: number | null;
  benefits: PartnerBenefit[];
}

/** The period of a past, current or future membership. `endsOn` null means without end. */
interface MembershipPeriod {
  startsOn: Instant;
  endsOn: Instant | null;
}

/** The data of a membership when it starts. */
export interface MembershipTerms {
  /** The partner's id of the member; empty for none. */
  membershipId: string;
  /** Empty for none. */
  tier: string;
  tierExpiresOn: Instant | null;
}

export interface PartnerActivity {
  type: string;
  at: Instant;
}

/** A customer's current or past memberships in a program; one entry per pair, or one of each account after a merge. */
export interface PartnerMembership extends MembershipTerms {
  customerId: number;
  programId: number;
  linked: boolean;
  /** Oldest first; while linked, the last one is the current one. */
  periods: MembershipPeriod[];
  /** A membership that starts later. */
  queued: (MembershipTerms & { startsOn: Instant }) | null;
  /** Oldest first. */
  activities: PartnerActivity[];
}

export interface PartnerProgramState {
  partnerPrograms: Record<number, PartnerProgram>;
  partnerMemberships: PartnerMembership[];
}

export const emptyPartnerProgramState = (): PartnerProgramState => ({ partnerPrograms: {}, partnerMemberships: [] });
