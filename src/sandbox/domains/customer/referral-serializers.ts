/** Referrals as v2 and v1.1 show them. */
import type { customerAddReferrals, customerGetReferrals } from '../../../tools/customer/customer.js';
import type { Body, RowOf } from '../../../tools/schemas/decoded.js';
import { localDateTime, serverDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { codeAndName } from '../organization/serializers.js';
import { inTouchDate } from '../points/serializers.js';
import { type ReferralType, refereesOf, referralType } from './referrals.js';
import { identifierOf } from './rules.js';
import { customerName, inTouchIdentifiers, profileShape } from './shape.js';
import type { Customer, Referral } from './state.js';

/** `2026-02-01 13:15:45.0`. */
const stamp = (at: string): string => `${serverDateTime(at)}.0`;

/** One of `data` in Get Referrals: the referrer, whom they invited, who joined. */
export function toReferralsJson(
  world: World,
  referrer: Customer,
  invitations: readonly Referral[],
): RowOf<typeof customerGetReferrals> {
  return {
    customer: {
      id: referrer.id,
      profiles: referrer.profiles.map((profile) => profileShape(world, referrer, profile)),
    },
    referralCode: referrer.referralCode,
    invitees: invitations.map((referral) => ({
      type: referralType(referral),
      identifier: referral.identifier.value,
      invitedOn: stamp(referral.invitedOn),
      till: codeAndName(world.tills[referral.tillId]),
    })),
    referee: refereesOf(world, referrer).map((referee) => ({
      eventType: 'REGISTRATION',
      ...customerName(referee),
      mobile: identifierOf(referee, 'mobile'),
      email: identifierOf(referee, 'email'),
      addedOn: stamp(referee.createdOn),
    })),
    // The program does not reward referrals.
    incentives: [],
  };
}

type SentInvitations = Partial<Body<typeof customerAddReferrals>['customerReferrals'][number]>;

/** Invitations that were sent, with the customer who sent them. */
export function toInvitedJson(
  world: World,
  referrer: Customer,
  { campaignToken, referrals = [] }: SentInvitations,
): RowOf<typeof customerAddReferrals, 'customerReferrals'> {
  const held = (type: 'mobile' | 'email' | 'externalId') => identifierOf(referrer, type) || undefined;
  const { timezone } = world.organisation;
  return {
    customer: { id: referrer.id, mobile: held('mobile'), email: held('email'), externalId: held('externalId') },
    campaignToken,
    referrals: referrals.map(({ type, referral }) => ({
      type,
      referral: referral.map(({ name, identifier, invitedOn }) => ({
        name,
        identifier,
        invitedOn: invitedOn && localDateTime(invitedOn, timezone),
      })),
    })),
  };
}

/** v1.1's `invitees`, by channel. */
export function inTouchInvitees(world: World, invitations: readonly Referral[]) {
  const types: ReferralType[] = ['MOBILE', 'EMAIL'];
  const rows = types
    .map((type) => ({ type, invitee: invitations.filter((each) => referralType(each) === type) }))
    .filter(({ invitee }) => invitee.length > 0)
    .map(({ type, invitee }) => ({
      type,
      invitee: invitee.map((each) => ({
        identifier: each.identifier.value,
        name: each.refereeName,
        invited_on: `${inTouchDate(world, each.invitedOn)}.0`,
        till: codeAndName(world.tills[each.tillId]),
      })),
    }));
  return { referral_type: rows };
}

/** v1.1's `referees`. */
export function inTouchReferees(world: World, referees: readonly Customer[]) {
  return {
    referee: referees.map((referee) => {
      const { firstName, lastName } = customerName(referee);
      return {
        event_type: 'REGISTRATION',
        firstname: firstName,
        lastname: lastName,
        ...inTouchIdentifiers(referee),
        added_on: inTouchDate(world, referee.createdOn),
      };
    }),
  };
}
