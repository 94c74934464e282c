/** Where a world names customers, and what a merge does there. */
import type { World } from '../../src/sandbox/world/world.js';
import { type Place, placesOfCustomers, walkUsed } from './state-walk.js';

/** Places that a merge gives to the survivor. */
export const MOVES: readonly Place[] = [
  'associations.*',
  'associations.*.customerId',
  'associations.*.parentCustomerId',
  'badgeEnrolments.*.customerId',
  'cards.*.customerId',
  'cartEvaluations.*.customerId',
  'cartRedemptions.*.customerId',
  'couponRedemptions.*.customerId',
  'coupons.*.customerId',
  'coupons.*.issuedToCustomerId',
  'customerPasswords.*',
  'customers.*.referrals.*.joinedCustomerId',
  'customers.*.referredBy',
  'earnedBadges.*.customerId',
  'earnedPromotions.*.customerId',
  'eventOccurrences.*.customerId',
  'events.*.customerId',
  'events.*.entity.id',
  'eventsByCustomer.*',
  'labelAssignments.*.entityId',
  'labelTags.*.customerId',
  'leads.*.customerId',
  'ledger.*.entity.id',
  'ledgerByHolder.*',
  'legacyEarns.*.customerId',
  'legacyIssuals.*.customerId',
  'lots.*.entity.id',
  'lotsByHolder.*',
  'partnerMemberships.*.customerId',
  'pointsRedemptions.*.customerId',
  'pointsRedemptions.*.entity.id',
  'pointsTransfers.*.from.id',
  'pointsTransfers.*.to.id',
  'promotionAwards.*',
  'promotionEnrolments.*.customerId',
  'rejectedTransactions.*.customerId',
  'rewardIssues.*.customerId',
  'rewardIssues.*.entity.id',
  'surveyResponses.*.customerId',
  'targetEnrolments.*',
  'targetEnrolments.*.customerId',
  'targetsReached.*',
  'targetsReached.*.customerId',
  'taskEntries.*.customerId',
  'tasks.*.customerIds.*',
  'transactions.*.customerId',
  'transactionsByCustomer.*',
  'userGroups.*.exited.*.customerId',
  'userGroups.*.members.*.customerId',
  'validationCodes.*.customerId',
];

/** Places that go on naming a merged account, and why. */
export const STAYS: Readonly<Record<Place, string>> = {
  'customers.*': 'the account itself',
  'customers.*.id': 'the account itself',
  'customers.*.mergedInto': 'leads on to the survivor',
  'identifierIndex.*': 'an identifier of the account, from which the search goes on to the survivor',
  'ids.*': 'the last id of its kind',
  'requests.*.customerId': 'merges and deletions are about the account; all other requests move',
  'requests.*.details.secUserId': 'merges into the account; all other requests move',
  'activitySessions.*.activities.*.entityId': 'what an agent opened then',
  'audits.*.entityId': 'what was changed on the account then',
  'audits.*.merge.victimId': 'says that the account was merged',
  'audits.*.merge.survivorId': 'says into which account it was merged',
  'notifications.*.refId': 'what was announced then',
  'earnedBadges.*.requestId': 'a text of the caller',
  'rewardIssues.*.transactionNumber': 'a text of the caller',
  'rewardIssues.*.asked': 'the request as it was sent',
  'activitySessions.*.userId': 'an agent, whom the example gives the same number',
};

/** Places that name a customer and are in neither list. What a merge does there must be decided, and written down. */
export const unknownPlaces = (world: World): Place[] =>
  [...new Set([...placesOfCustomers(world, walkUsed).values()].flatMap((places) => [...places]))].filter(
    (place) => !MOVES.includes(place) && !(place in STAYS),
  );
