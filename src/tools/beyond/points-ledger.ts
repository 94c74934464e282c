/** Points ledger, beyond the inventory: redemptions across a group, changed expiries, history of an earlier system. */
import { section } from '../define.js';
import { POINTS_LEDGER } from '../points/ledger.defaults.js';
import { customerId, limit, offset } from '../schemas/common.js';
import { dateTime } from '../schemas/times.js';
import { choice, integer, text } from '../schemas/values.js';
import { historicalBody } from './points.bodies.js';
import * as answers from './points-ledger.answers.js';

export const pointsLedgerBeyond = section('Points ledger', POINTS_LEDGER);

export const pointsLedgerGetGroupRedemptions = pointsLedgerBeyond.get('v2/customers/{customerId}/crossMemberLedger', {
  tool: 'points_ledger_get_group_redemptions',
  title: 'Get Group Points Ledger (Cross-member)',
  summary:
    "Lists redemptions and reversals that used points of several members of a user group (points_redeem_by_customer_id), by whom and from whom, with the members' balances. For purchases and everything else of a group use user_group_get_ledger.",
  inInventory: false,
  path: () => ({ customerId: customerId() }),
  query: () => ({
    scope: choice(['user', 'group'], 'user: what this member did or paid for; group: all').optional(),
    eventType: choice(
      ['CROSS_MEMBER_REDEMPTION', 'CROSS_MEMBER_REDEMPTION_REVERSAL'],
      'Only these; name of the parameter inferred',
    ).optional(),
    startDate: dateTime({ zone: 'offset' }, 'From').optional(),
    endDate: dateTime({ zone: 'offset' }, 'Until').optional(),
    transactionRef: text('Only this redemption or bill').optional(),
    pageNumber: integer('From 1').optional(),
    pageSize: integer('Entries per page').optional(),
  }),
  answer: answers.pointsLedgerGetGroupRedemptionsAnswer,
  effect: 'read',
  confidence: 'partial',
  limits: { pagination: 'pageNumber from 1, pageSize 20 in samples' },
  example: { customerId: 418400001, scope: 'group', pageNumber: 1, pageSize: 20 },
  sources: [
    'https://docs.capillarytech.com/reference/get-group-points-ledger',
    'Release notes April to June and July to September 2026',
  ],
  keywords: [
    'whose points paid for this order',
    'who in the family spent my points',
    'shared points used by another member',
    'how much of the pooled balance is mine',
    'redemptions across members of a household',
    'balance of each member of the group',
    'history of pooled redemptions for customer care',
    'my points were drawn by a relative',
    'who in the family used whose points',
    'redemptions of shared points by member',
    "which member's points were spent by another",
    'did his wife spend his points',
  ],
});

export const pointsLedgerGetExpiryUpdates = pointsLedgerBeyond.get(
  'v2/customers/{customerId}/singlePointsExpiryUpdates',
  {
    tool: 'points_ledger_get_expiry_updates',
    title: 'Get Single Points Expiry Updates',
    summary:
      "Lists the past changes of the expiry of a customer's points, with the old and the new date and the event behind each. For when points expire now use customer_get_points_expiry_schedule; points_update_expiry makes such a change.",
    inInventory: false,
    path: () => ({ customerId: customerId() }),
    query: () => ({ limit: limit('Changes to return, 1 to 10'), offset: offset() }),
    answer: answers.pointsLedgerGetExpiryUpdatesAnswer,
    effect: 'read',
    limits: { pagination: 'limit (max 10), offset' },
    whenEmpty: 'No expiry was changed. customer_get_points_expiry_schedule shows when points expire.',
    example: { customerId: 418400001 },
    sources: [
      'https://docs.capillarytech.com/reference/getsinglepointsexpiryupdates',
      'Release notes April to June 2026',
    ],
    keywords: [
      'why do these points expire on another day than expected',
      'was the expiry of her points extended',
      'history of expiry changes',
      'who moved the date when points lapse',
      'old and new expiry date of points',
      'did the extension of points go through',
      'expiry date changed after a purchase',
      'why do points expire on another date than before',
      'past changes of points expiry',
      'was the expiry of points changed',
      'has somebody extended the points of this member',
    ],
  },
);

export const pointsLedgerGetHistorical = pointsLedgerBeyond.post(
  'v2/historicalPoints/getHistoricalPoints/{customerId}',
  {
    tool: 'points_ledger_get_historical',
    title: 'Get Historical Points',
    summary:
      "Lists a customer's points activity in an earlier loyalty system, as it was imported; it is in no balance. For points of this system use points_ledger_get_entries; the names in its rows are inferred.",
    inInventory: false,
    path: () => ({ customerId: customerId() }),
    body: historicalBody,
    answer: answers.pointsLedgerGetHistoricalAnswer,
    answerFrom: 'inferred',
    effect: 'read',
    confidence: 'partial',
    limits: { pagination: 'pageDetails.limit, offset' },
    whenEmpty: 'Nothing was imported for the customer. points_ledger_get_entries has the points of this system.',
    example: {
      customerId: 418400001,
      body: { filter: { filterType: 'NONE', filterValues: [] }, pageDetails: { offset: 0, limit: 10 } },
    },
    sources: [
      'https://docs.capillarytech.com/reference/get_historical_points',
      'https://docs.capillarytech.com/reference/apis-updated-with-additional-timezone-fields',
      'Release notes April to June 2026',
    ],
    keywords: [
      'points from the old loyalty program',
      'activity before we moved to capillary',
      'migrated points history of a customer',
      'what did she earn in the previous system',
      'imported legacy points',
      'points statement from before the migration',
      'earned and spent years ago in the former scheme',
      'points history from before we moved to this platform',
      'points of a customer in the former system',
      'old points statement, imported',
      'points statement of the legacy programme',
      'historical points',
    ],
  },
);
