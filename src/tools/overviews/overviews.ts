/** Tools that make several reads at once and answer with what matters. They are no endpoints; views can show their data. */
import { type Definition, section } from '../define.js';
import { identifierName, identifierValue, ownSourceOrAll, sourceOrAll } from '../schemas/common.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { integer, list, text } from '../schemas/values.js';
import * as answers from './answers.js';

const customers = section('Overviews', { domain: 'Customer Management', accessGroup: 'Customer' });
const coupons = section('Overviews', { domain: 'Coupon Management', accessGroup: 'Coupon' });
const promotions = section('Overviews', { domain: 'Promotions', accessGroup: null });
const places = section('Overviews', { domain: 'Organisation Management', accessGroup: null });

/** They answer with what their reads do, in fewer words. */
const COMMON = {
  effect: 'read',
  inInventory: false,
  answerFrom: 'inferred',
  version: 'v2',
  sources: ['none: composed'],
} as const;

customers.get('overviews/customers/lookup', {
  ...COMMON,
  tool: 'customer_overview',
  title: 'Customer at a Glance',
  summary:
    'A customer at a glance, in one call: who it is, tier and what the next takes, points and what expires when, last points movements, active coupons, last bills. For more of one of them use its own tool.',
  query: () => ({ identifierName: identifierName(), identifierValue: identifierValue(), source: ownSourceOrAll() }),
  answer: answers.customerOverviewAnswer,
  example: { identifierName: 'mobile', identifierValue: '919800000001' },
  composition: {
    reads: [
      'customer_lookup_get_details',
      'points_ledger_get_entries',
      'customer_list_coupons',
      'customer_lookup_get_transactions',
    ],
    view: 'customer',
    load: async () => (await import('./customer.js')).composeCustomer,
  },
  keywords: [
    'everything about this customer',
    'tell me about the customer with this mobile',
    'customer summary for a support call',
    'customer card with tier points coupons and bills',
    'overview of a member',
    'who is this shopper and what do they have',
    'customer 360',
    'show the customer at a glance',
  ],
});

coupons.get('overviews/coupon-series', {
  ...COMMON,
  tool: 'coupon_series_overview',
  title: 'Coupon Series at a Glance',
  summary:
    'A coupon series at a glance, by id or by its name or code: what it gives, until when, how many coupons were issued, redeemed and are left. Its whole configuration is coupon_get_series.',
  query: () => ({
    seriesId: idOf('couponSeries', integer('Its id; give this or name')).optional(),
    name: text('Its name or code, or a part of it').optional(),
  }),
  rules: [{ needs: ['seriesId', 'name'] }],
  answer: answers.seriesOverviewAnswer,
  example: { name: 'VISIT100' },
  composition: {
    reads: ['coupon_get_series', 'coupon_get_series_v1_1'],
    view: 'series',
    load: async () => (await import('./series.js')).composeSeries,
  },
  keywords: [
    'how is this coupon doing',
    'how many vouchers of this offer were used',
    'performance of a coupon campaign',
    'coupons issued and redeemed of a series',
    'how many coupons are left to issue',
    'overview of a voucher series by its name',
    'usage of a coupon series',
    'until when a coupon series runs and how many coupons it issued',
  ],
});

promotions.get('overviews/promotions', {
  ...COMMON,
  tool: 'promotion_overview',
  title: 'Promotion or Milestone at a Glance',
  summary:
    'A loyalty promotion, or a milestone or streak, at a glance: dates, rule, status; of a milestone with a leaderboard also how many take part, how many achieved it, who is furthest. Pass promotionId or targetGroupId.',
  query: () => ({
    promotionId: idOf('loyaltyPromotion', text('Loyalty promotion: 24 hexadecimal digits')).optional(),
    targetGroupId: idOf('targetGroup', integer('Milestone or streak')).optional(),
  }),
  rules: [{ needs: ['promotionId', 'targetGroupId'] }],
  answer: answers.promotionOverviewAnswer,
  example: { targetGroupId: 88 },
  composition: {
    reads: ['loyalty_promotion_get', 'target_group_get', 'target_group_get_leaderboard'],
    view: 'promotion',
    load: async () => (await import('./promotion.js')).composePromotion,
  },
  keywords: [
    'how is the milestone going',
    'who takes part in the challenge and how far are they',
    'how many customers achieved the target',
    'progress of a streak or milestone',
    'overview of a promotion',
    'performance of a challenge',
    'summary of a loyalty promotion',
  ],
});

places.get('overviews/comparison', {
  ...COMMON,
  tool: 'compare',
  title: 'Compare Customers, Stores or Tills',
  summary:
    'Two to eight customers side by side: tier, points, purchases; or stores, or tills, by what is registered about them, because the API has no sales of a place. Pass customers, stores or tills.',
  query: () => ({
    customers: list(personIdentifier(), 'Identifiers of customers').optional(),
    identifierName: identifierName('Kind of their identifiers; mobile if absent').optional(),
    source: sourceOrAll().optional(),
    stores: list(idOf('storeCode', text()), 'Codes of stores').optional(),
    tills: list(idOf('tillCode', text()), 'Codes of tills').optional(),
  }),
  rules: [{ needs: ['customers', 'stores', 'tills'] }],
  answer: answers.compareAnswer,
  example: { customers: ['919800000001', '919800000002'] },
  composition: {
    reads: ['customer_lookup_get_details', 'location_list'],
    view: 'comparison',
    load: async () => (await import('./comparison.js')).composeComparison,
  },
  keywords: [
    'compare two customers',
    'which of these members has more points',
    'put these customers side by side',
    'difference between two shoppers',
    'compare stores',
    'compare tills',
  ],
});

/** All overviews. */
export const overviews: readonly Definition[] = [customers, coupons, promotions, places].flatMap(
  ({ definitions }) => definitions,
);
