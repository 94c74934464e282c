/** State of partner programs: external (coalition) and supplementary (subscription) ones, and who is a member. */
import type { Instant } from '../clock.js';

export const PARTNER_PROGRAM_TYPES = ['EXTERNAL', 'SUPPLEMENTARY'] as const;

export type PartnerProgramType = (typeof PARTNER_PROGRAM_TYPES)[number];

/** What members get with a bill. */
export interface PartnerBenefit {
  name: string;
  type: string;
  promotion: { id: number; name: string; referenceNumber: string };
  /** Bills of less do not bring it. */
  minimumAmount: number;
}

export interface PartnerProgram {
  id: number;
  name: string;
  description: string;
  type: PartnerProgramType;
  /** Names of the tiers, the lowest first; none in a program without tiers. */
  tiers: string[];
  /** How long a membership lasts that is given no end; null for without end. */
  durationMonths: number | null;
  benefits: PartnerBenefit[];
}

/** From and to when somebody was, or will have been, a member. `endsOn` null is without end. */
interface MembershipPeriod {
  startsOn: Instant;
  endsOn: Instant | null;
}

/** What a membership is given when it begins. */
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

/** A customer in a program, now or before: one for each pair. */
export interface PartnerMembership extends MembershipTerms {
  customerId: number;
  programId: number;
  linked: boolean;
  /** Oldest first; the last one is the current one while linked. */
  periods: MembershipPeriod[];
  /** A membership that is to begin later. */
  queued: (MembershipTerms & { startsOn: Instant }) | null;
  /** Oldest first. */
  activities: PartnerActivity[];
}

export interface PartnerProgramState {
  partnerPrograms: Record<number, PartnerProgram>;
  partnerMemberships: PartnerMembership[];
}

export const emptyPartnerProgramState = (): PartnerProgramState => ({ partnerPrograms: {}, partnerMemberships: [] });
