/** Referrals: campaigns, inviting friends, and customers who joined with a referral code. */
import { type Instant, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { ReferralCampaign } from '../organization/state.js';
import { checkIdentifier, isActive, isFraud, normalised, survivorOf } from './rules.js';
import type { Customer, Identifier, Referral } from './state.js';

/** A channel of invitation: the kind of identifier of the friend. */
export type ReferralType = ReferralCampaign['types'][number];

/**
 * The campaign of a token; without a token, the default one.
 * @throws 1202 if the token is unknown
 * @throws 1203 if the campaign is not running
 */
export function campaignOf(world: World, token = ''): ReferralCampaign {
  const { referralCampaigns } = world.organisation.settings;
  const campaign = token === '' ? referralCampaigns[0] : referralCampaigns.find((each) => each.token === token);
  if (!campaign)
    return fail(1202, token === '' ? 'There is no referral campaign' : `Campaign token ${token} does not exist`);
  if (!campaign.active) fail(1203, `Campaign ${campaign.token} is not active`);
  return campaign;
}

/** @throws 1204 if the customer may not refer others */
export function checkReferrer(world: World, customer: Customer): void {
  if (!mayRefer(world, customer)) fail(1204, 'The customer is not eligible for the referral program');
}

/** The customer with a referral code, or with whom its account was merged, if that customer may refer others. */
export function customerOfCode(world: World, code: string): Customer | undefined {
  const account = Object.values(world.customers).find((each) => each.referralCode === code.toUpperCase());
  const customer = account && survivorOf(world, account);
  return customer && mayRefer(world, customer) ? customer : undefined;
}

const mayRefer = (world: World, customer: Customer): boolean =>
  customer.loyaltyType === 'loyalty' && isActive(world, customer) && !isFraud(customer);

/** A friend to invite. */
export interface Invitation {
  type: ReferralType;
  name: string;
  identifier: string;
  /** Now by default. */
  invitedOn?: Instant;
}

const identifierOf = ({ type, identifier }: Invitation): Identifier => ({
  type: type === 'MOBILE' ? 'mobile' : 'email',
  value: identifier,
});

/**
 * Checks one invitation.
 * @throws 1206 if the campaign does not have the channel
 * @throws 1701 if the mobile or email is malformed
 */
export function checkInvitation(world: World, campaign: ReferralCampaign, invitation: Invitation): void {
  if (!campaign.types.includes(invitation.type))
    fail(1206, `Campaign ${campaign.token} does not accept invitations by ${invitation.type}`);
  try {
    checkIdentifier(world, identifierOf(invitation));
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    fail(1701, error.message);
  }
}

/** Records a checked invitation. */
export function invite(
  world: World,
  referrer: Customer,
  campaign: ReferralCampaign,
  invitation: Invitation,
  tillId: number,
): Referral {
  const identifier = identifierOf(invitation);
  const referral: Referral = {
    id: nextId(world, 'referral'),
    campaignToken: campaign.token,
    refereeName: invitation.name,
    identifier: { ...identifier, value: normalised(world, identifier) },
    invitedOn: invitation.invitedOn ?? now(world),
    tillId,
    joinedCustomerId: null,
  };
  referrer.referrals.push(referral);
  return referral;
}

export const referralType = ({ identifier }: Referral): ReferralType =>
  identifier.type === 'mobile' ? 'MOBILE' : 'EMAIL';

/** Customers who joined with a customer's code, in order of joining. */
export function refereesOf(world: World, referrer: Customer): Customer[] {
  return Object.values(world.customers).filter((each) => each.referredBy === referrer.id);
}
