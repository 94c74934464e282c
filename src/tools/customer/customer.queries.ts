/** Query parameters of the two Customer reads that have many. */
import { accountId, limit, offset, ownSourceOrAll, sourceOrAll } from '../schemas/common.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, severalOf, text } from '../schemas/values.js';

/** What to return of one customer besides the profile itself. */
export const detailsQuery = () => ({
  source: ownSourceOrAll(),
  accountId: accountId(),
  embed: severalOf(
    [
      'points',
      'subscriptions',
      'mlp',
      'userGroup',
      'gapDetails',
      'promotionalPoints',
      'expirySchedules',
      'expiredPoints',
      'customerImage',
      'returnedPoints',
      'associatedImages',
      'segments',
    ],
    'Parts to add; mlp is points and tier per program, userGroup the groups the customer is in; gapToUpgrade and gapToRenew replace gapDetails',
  ).optional(),
  includedAllUserGroup2: boolean(
    'With embed userGroup: true covers all groups of the customer; default false',
  ).optional(),
  userGroup2Id: idOf('userGroup', integer('Only this user group')).optional(),
  includedUserGroup2LoyaltyDetails: boolean('true adds loyalty details of user groups').optional(),
  includedFraudDetails: boolean('true adds fraud details').optional(),
  includedOnlyCurrentProfile: boolean("true returns only the source's own profile").optional(),
  ug2JoinedStartDate: dateTime({ zone: 'organization', iso: true }, 'User groups joined from').optional(),
  ug2JoinedEndDate: dateTime({ zone: 'organization', iso: true }, 'User groups joined until').optional(),
  ug2Offset: integer('User groups to skip').optional(),
  ug2Limit: integer('User groups to return').optional(),
  ug2SortBy: text('Sort field of user groups; default JoinedDate').optional(),
  ug2SortOrder: choice(['ASC', 'DESC'], 'Sort direction of user groups; default DESC').optional(),
  ug2PaginationDetails: boolean('true adds ug2Pagination').optional(),
  gapToUpgrade: integer('With embed mlp: what the next tier needs, N days from today (0 today)').optional(),
  gapToRenew: integer('With embed mlp: what keeping the tier needs, N days from today (0 today)').optional(),
  ndncStatus: boolean("true adds the mobile's do-not-disturb (NDNC) status").optional(),
  optinStatus: boolean('true adds opt-in status').optional(),
  slabHistory: boolean(
    'true adds tier changes; read changedOnISO, as changedOn may be local time marked UTC',
  ).optional(),
  tierUpgradeCriteria: boolean('true adds the criteria of tier upgrade').optional(),
  membershipRetentionCriteria: boolean('true adds the criteria of keeping the tier').optional(),
});

/** Whose hierarchy to list, and how. */
export const hierarchyQuery = () => ({
  associationEntityType: choice(
    ['parentCustomer', 'company', 'parentChildCustomer'],
    'Lists: parentCustomer its children, company all its customers, parentChildCustomer that customer alone',
  ),
  associationEntityIdentifierType: choice(
    ['mobile', 'email', 'externalId', 'cardnumber', 'wechat', 'martjackId', 'fbId'],
    'Identifies that parent or customer; externalId for a company',
  ),
  associationEntityIdentifierValue: personIdentifier('Its value; a mobile with country code'),
  includeCustomerAssociateDetail: boolean('true adds roleCode, createdDate and parentCustomer').optional(),
  includeNoOfChildren: boolean('true adds noOfChildren').optional(),
  source: sourceOrAll().optional(),
  accountId: accountId(),
  limit: limit(),
  offset: offset(),
  sortBy: choice(['createdon', 'lastUpdatedOn'], 'Field to sort by').optional(),
  sortOrder: choice(['ASC', 'DESC'], 'Default DESC').optional(),
});
